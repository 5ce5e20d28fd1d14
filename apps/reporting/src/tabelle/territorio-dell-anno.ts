import type { AmbitoInVigore } from '#libs/riferimenti';

/** The ambiti that a table of one year speaks of, and where each ente erogatore counts. */
export interface TerritorioDellAnno {
  /** Legal day the ambiti are taken from. */
  readonly giorno: string;
  readonly ambiti: readonly AmbitoInVigore[];
  /** Internal id of the ambito, by that of the ente; an ente that is not here is in no ambito. */
  readonly ambitoOf: ReadonlyMap<string, string>;
}

/** The last day of the year; today while the year is not over. */
export function giornoDegliAmbiti(anno: number, oggi: string): string {
  const last = `${anno}-12-31`;
  return last < oggi ? last : oggi;
}

/**
 * Every ente counts in the ambito it belongs to. A capofila that belongs to none (a union, an azienda speciale) counts in the ambito it
 * leads, if it leads only one: of two nobody could say which. One that ceased during the year counts where who continues it does.
 */
export function territorioOf(
  ambiti: readonly AmbitoInVigore[],
  giorno: string,
  continuita: (ente: string, day: string) => readonly string[] = (ente) => [ente],
): TerritorioDellAnno {
  const members = ambiti.flatMap(({ id, enti }) => enti.map((ente) => [ente, id] as const));
  // Last those that are members themselves: an ente that is in an ambito counts there and nowhere else.
  const ceased = members.flatMap(([ente, id]) => continuita(ente, giorno).map((uno) => [uno, id] as const));
  const ambitoOf = new Map([...ceased, ...members]);
  const led = new Map<string, string[]>();
  for (const { id, capofila } of ambiti) {
    if (capofila !== undefined && !ambitoOf.has(capofila)) led.set(capofila, [...(led.get(capofila) ?? []), id]);
  }
  for (const [capofila, ids] of led) if (ids.length === 1) ambitoOf.set(capofila, ids[0]!);
  return { giorno, ambiti, ambitoOf };
}
