import { testiChiaveOf } from './chiavi.js';
import { chiaveFoneticaOf } from './chiave-fonetica.js';
import type { Preparato } from './preparato.js';

/** One way to look: the text a record is kept under, and those under which its like are looked for. */
export interface Via {
  readonly kept: (record: Preparato) => string | undefined;
  readonly sought: (record: Preparato) => readonly (string | undefined)[];
}

/**
 * Finds, among many records in memory, those that share a key with one. Twelve bytes a record and way: hashes in chains, no strings.
 * A hash that two texts share brings one candidate too many, and nothing else.
 */
export class Indice {
  readonly #chains: readonly { via: Via; heads: Int32Array; next: Int32Array; hashes: Float64Array }[];
  readonly #seen: Int32Array;
  #search = 0;

  constructor(
    private readonly records: readonly Preparato[],
    vie: readonly Via[],
  ) {
    this.#seen = new Int32Array(records.length);
    this.#chains = vie.map((via) => chainsOf(via, records));
  }

  /** Rows of the records that share a key with this one, each once, in no order that means anything. */
  *candidatesOf(record: Preparato): Generator<number> {
    this.#search += 1;
    for (const { via, heads, next, hashes } of this.#chains) {
      for (const text of via.sought(record)) {
        if (text === undefined) continue;
        const hash = hashOf(text);
        for (let row = heads[hash % heads.length]!; row >= 0; row = next[row]!) {
          if (hashes[row] !== hash || this.#seen[row] === this.#search) continue;
          this.#seen[row] = this.#search;
          yield row;
        }
      }
    }
  }

  recordOf(row: number): Preparato {
    return this.records[row]!;
  }
}

function chainsOf(via: Via, records: readonly Preparato[]) {
  const heads = new Int32Array(records.length * 2 + 1).fill(-1);
  const next = new Int32Array(records.length);
  const hashes = new Float64Array(records.length).fill(-1);
  for (let row = records.length - 1; row >= 0; row -= 1) {
    const text = via.kept(records[row]!);
    if (text === undefined) continue;
    const hash = hashOf(text);
    hashes[row] = hash;
    next[row] = heads[hash % heads.length]!;
    heads[hash % heads.length] = row;
  }
  return { via, heads, next, hashes };
}

const { imul } = Math;

/** Fifty-two bits of a text (two FNV-1a of different beginnings): for chains in memory only, never stored. */
function hashOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    low = imul(low ^ code, 0x01000193);
    high = imul(high ^ code, 0x5bd1e995);
  }
  return (low >>> 0) * 0x100000 + ((high >>> 0) & 0xfffff);
}

/** The ways every list of persons is searched: the stored keys, the code, and the code without omocodia. */
export const VIE_PERSONA: readonly Via[] = [
  // A record with its names swapped is found by the key of the other name.
  chiaveVia('cognomeData', ['cognomeData', 'nomeData']),
  chiaveVia('nomeData', ['nomeData', 'cognomeData']),
  chiaveVia('coppiaAnno', ['coppiaAnno']),
  chiaveVia('luogoData', ['luogoData']),
  singleVia((record) => record.codice && (record.codice.base ?? record.codice.testo)),
];

type NomeChiave = keyof ReturnType<typeof testiChiaveOf>;

function chiaveVia(kept: NomeChiave, sought: readonly NomeChiave[]): Via {
  return {
    kept: (record) => testiChiaveOf(record)[kept],
    sought: (record) => {
      const testi = testiChiaveOf(record);
      return sought.map((name) => testi[name]);
    },
  };
}

function singleVia(textOf: (record: Preparato) => string | undefined): Via {
  return { kept: textOf, sought: (record) => [textOf(record)] };
}

/** Pairs to look at for each record, in all the further ways together, and in any one of them. */
const PAIRS_PER_RECORD = 30;
const PAIRS_PER_WAY = 10;

/**
 * Further ways for layouts with fields of their own: any two fields that agree exactly, those first that few records share, until
 * there would be too many pairs. None is known beforehand: the list itself says what tells its records apart.
 */
export function furtherVie(uno: readonly Preparato[], altro: readonly Preparato[], altri: number): Via[] {
  if (altri === 0) return [];
  const atoms = atomsOf(altri);
  const ways: { via: Via; pairs: number }[] = [];
  for (let first = 0; first < atoms.length; first += 1) {
    for (let second = first; second < atoms.length; second += 1) {
      const via = singleVia((record) => joined(atoms[first]!(record), atoms[second]!(record)));
      ways.push({ via, pairs: pairsOf(via, uno, altro) });
    }
  }
  const size = Math.max(uno.length, altro.length);
  let left = size * PAIRS_PER_RECORD;
  const taken: Via[] = [];
  for (const { via, pairs } of ways.toSorted((one, other) => one.pairs - other.pairs)) {
    if (pairs === 0) continue;
    left -= pairs;
    if (left < 0 || pairs > size * PAIRS_PER_WAY) break;
    taken.push(via);
  }
  return taken;
}

function joined(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || other === undefined ? undefined : `${one}|${other}`;
}

function atomsOf(altri: number): ((record: Preparato) => string | undefined)[] {
  return [
    (record) => record.cognome && chiaveFoneticaOf(record.cognome),
    (record) => record.nome && chiaveFoneticaOf(record.nome),
    (record) => record.data,
    (record) => record.anno?.toString(),
    ...Array.from({ length: altri }, (_, at) => (record: Preparato) => record.altri[at]),
  ];
}

function pairsOf({ kept }: Via, uno: readonly Preparato[], altro: readonly Preparato[]): number {
  const counts = new Map<string, number>();
  for (const record of altro) {
    const text = kept(record);
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  let pairs = 0;
  for (const record of uno) pairs += counts.get(kept(record) ?? '') ?? 0;
  // In one list every pair is met twice, and every record with itself.
  return uno === altro ? (pairs - [...counts.values()].reduce((sum, count) => sum + count, 0)) / 2 : pairs;
}
