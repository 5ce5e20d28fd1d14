import type { Persona } from './schede-note.js';

/** Two persons, the smaller id first. */
export type Coppia = readonly [string, string];

/** A code that more persons have than this is written for anybody: it says of no two of them that they may be one. */
const MOST = 10;

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

export function condivisi(persone: readonly Pick<Persona, 'id' | 'schede'>[]): Condivisi {
  const holders = new Map<string, Set<string>>();
  for (const { id, schede } of persone) {
    for (const { indice } of schede.flatMap(({ indici }) => indici)) {
      const ids = holders.get(indice);
      if (ids === undefined) holders.set(indice, new Set([id]));
      else ids.add(id);
    }
  }
  const shared = Array.from(holders.values(), (ids) => [...ids].toSorted()).filter((ids) => ids.length > 1);
  const coppie = shared
    .filter((ids) => ids.length <= MOST)
    .flatMap((ids) => ids.flatMap((one, at) => ids.slice(at + 1).map((other) => coppiaOf(one, other))));
  return {
    persone: new Set(shared.flat()),
    coppie: [...new Map(coppie.map((coppia) => [keyOf(coppia), coppia])).values()],
  };
}
