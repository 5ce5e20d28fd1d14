import type { Persona } from './schede-note.js';

/** Two persons, the smaller id first. */
export type Coppia = readonly [string, string];

/** A code that more persons have than this is written for anybody: it says of no two of them that they may be one. */
export const MOST_IN_COPPIE = 10;

export function coppiaOf(one: string, other: string): Coppia {
  return one < other ? [one, other] : [other, one];
}

export function keyOf([one, other]: Coppia): string {
  return `${one} ${other}`;
}

/** Who has a code that others have too, and with whom. */
export interface Condivisi {
  readonly persone: ReadonlySet<string>;
  readonly coppie: readonly Coppia[];
}

/** @param affollati groups of codes of which more than these persons have one */
export function condivisi(
  persone: readonly Pick<Persona, 'id' | 'schede'>[],
  affollati: ReadonlySet<string> = new Set(),
): Condivisi {
  const holders = new Map<string, { readonly ids: Set<string>; readonly gruppo: string }>();
  for (const { id, schede } of persone) {
    for (const { indice, gruppo } of schede.flatMap(({ indici }) => indici)) {
      const known = holders.get(indice);
      if (known === undefined) holders.set(indice, { ids: new Set([id]), gruppo });
      else known.ids.add(id);
    }
  }
  const shared = [...holders.values()].filter(({ ids }) => ids.size > 1);
  const coppie = shared
    .filter(({ ids, gruppo }) => ids.size <= MOST_IN_COPPIE && !affollati.has(gruppo))
    .map(({ ids }) => [...ids].toSorted())
    .flatMap((ids) => ids.flatMap((one, at) => ids.slice(at + 1).map((other) => coppiaOf(one, other))));
  return {
    persone: new Set(shared.flatMap(({ ids }) => [...ids])),
    coppie: [...new Map(coppie.map((coppia) => [keyOf(coppia), coppia])).values()],
  };
}
