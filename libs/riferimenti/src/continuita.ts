import type { ContenutoEnte } from './contenuti.js';
import { isInForce } from './validita.js';

type Enti = ReadonlyMap<string, ContenutoEnte>;

/** Ids of the enti that name each one among their predecessori. */
export type IndiceSuccessori = ReadonlyMap<string, readonly string[]>;

export function indexSuccessori(enti: Enti): IndiceSuccessori {
  const successori = new Map<string, string[]>();
  for (const [id, { predecessori = [] }] of enti) {
    for (const uno of predecessori) successori.set(uno, [...(successori.get(uno) ?? []), id]);
  }
  return successori;
}

/**
 * An ente and, of those that ceased into it or into one of these, the ones that have ceased before the day: what was theirs is its own.
 * Itself first.
 */
export function continuitaOf(enti: Enti, ente: string, day: string): string[] {
  const found = new Set([ente]);
  for (const id of found) {
    for (const uno of enti.get(id)?.predecessori ?? []) if (hasCeased(enti, uno, day)) found.add(uno);
  }
  return [...found];
}

/** The enti in force on the day that continue one which has ceased; none for one that has not. */
export function successoriOf(enti: Enti, successori: IndiceSuccessori, ente: string, day: string): string[] {
  if (!hasCeased(enti, ente, day)) return [];
  const found = new Set<string>([ente]);
  for (const id of found) if (hasCeased(enti, id, day)) for (const next of successori.get(id) ?? []) found.add(next);
  return [...found].filter((id) => id !== ente && isInForce(enti.get(id)!, day));
}

function hasCeased(enti: Enti, id: string, day: string): boolean {
  const al = enti.get(id)?.al ?? null;
  return al !== null && al < day;
}
