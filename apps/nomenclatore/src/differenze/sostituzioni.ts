import { type Versioni, type VoceConfrontata, sostituitiDa } from './voce-confrontata.js';

/** Which codes of a later version each code of an earlier one goes into. */
type Passaggi = ReadonlyMap<string, ReadonlySet<string>>;

/** Codes of both sides that hang together: what the old ones meant is what the new ones mean. */
export interface Gruppo {
  readonly prima: readonly string[];
  readonly dopo: readonly string[];
}

/**
 * Where the codes of the first version are found in the last, followed through those between, each of which names only codes of the one
 * just before it.
 * @param versioni in order of time
 */
export function passaggiAttraverso(versioni: Versioni): Passaggi {
  const unchanged: Passaggi = new Map(versioni[0].map(({ codice }) => [codice, new Set([codice])]));
  return versioni
    .slice(1)
    .map((dopo, at) => passaggiTra(versioni[at]!, dopo))
    .reduce(compose, unchanged);
}

function passaggiTra(prima: readonly VoceConfrontata[], dopo: readonly VoceConfrontata[]): Passaggi {
  const old = new Set(prima.map(({ codice }) => codice));
  const named = new Map(dopo.map((voce) => [voce.codice, sostituitiDa(voce).filter((codice) => old.has(codice))]));
  const taken = new Set([...named.values()].flat());
  const passaggi = new Map<string, Set<string>>(prima.map(({ codice }) => [codice, new Set()]));
  for (const [codice, sostituiti] of named) {
    for (const one of sostituiti) passaggi.get(one)!.add(codice);
    // A code that stays goes on meaning what it meant, unless it was given to something else: it names other codes and
    // another item names it.
    const isReused = sostituiti.length > 0 && taken.has(codice);
    if (!isReused) passaggi.get(codice)?.add(codice);
  }
  return passaggi;
}

function compose(one: Passaggi, next: Passaggi): Passaggi {
  return new Map(
    [...one].map(([codice, between]) => [
      codice,
      new Set([...between].flatMap((via) => Array.from(next.get(via) ?? []))),
    ]),
  );
}

/** Splits codes and passages into what hangs together; a code nothing leads to or from is alone. */
export function gruppiDi(
  prima: readonly VoceConfrontata[],
  dopo: readonly VoceConfrontata[],
  passaggi: Passaggi,
): Gruppo[] {
  const back = new Map<string, string[]>();
  for (const { codice } of dopo) back.set(codice, []);
  for (const [from, targets] of passaggi) for (const to of targets) back.get(to)!.push(from);
  const order = { prima: new Map(placesOf(prima)), dopo: new Map(placesOf(dopo)) };
  const sorted = (which: 'prima' | 'dopo', codici: string[]) =>
    codici.sort((one, other) => order[which].get(one)! - order[which].get(other)!);
  const seen = { prima: new Set<string>(), dopo: new Set<string>() };
  const groupFrom = (side: 'prima' | 'dopo', codice: string): Gruppo => {
    const found = { prima: [] as string[], dopo: [] as string[] };
    const waiting = [{ side, codice }];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (seen[one.side].has(one.codice)) continue;
      seen[one.side].add(one.codice);
      found[one.side].push(one.codice);
      const linked = one.side === 'prima' ? passaggi.get(one.codice) : back.get(one.codice);
      const other = one.side === 'prima' ? 'dopo' : 'prima';
      waiting.push(...[...(linked ?? [])].map((next) => ({ side: other, codice: next }) as const));
    }
    return { prima: sorted('prima', found.prima), dopo: sorted('dopo', found.dopo) };
  };
  return [
    ...dopo.map(({ codice }) => ({ side: 'dopo', codice }) as const),
    ...prima.map(({ codice }) => ({ side: 'prima', codice }) as const),
  ].flatMap(({ side, codice }) => (seen[side].has(codice) ? [] : [groupFrom(side, codice)]));
}

function placesOf(voci: readonly VoceConfrontata[]): [codice: string, place: number][] {
  return voci.map(({ codice }, place) => [codice, place]);
}
