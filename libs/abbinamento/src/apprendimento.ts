import { Bilancia, valoreOf } from './bilancia.js';
import { probabilityOf } from './giudizio.js';
import type { Indice } from './indice.js';
import { ALTRO_VALIDO, CODICE, COGNOME, NOME, NON_SUO, SCAMBIATO, SVISTA } from './confronto.js';
import { NON_DETTO } from './livelli.js';
import type { CampoModello, Modello } from './modello.js';
import type { Preparato } from './preparato.js';

/** Pairs taken by chance, and records whose candidates are looked at: more change no figure that decides. */
const RANDOM_PAIRS = 200_000;
const RECORDS = 20_000;
const ITERATIONS = 30;
/** Comparisons between two pauses: about three milliseconds. */
const COMPARISONS = 1_000;
/** A figure that moves less than this has been found. */
const STILL = 1e-5;
/** What is supposed beforehand weighs as many pairs as this: small lists lean on it, large ones do not feel it. */
const WEIGHT = 10;
/** Values whose commonness is kept, for each field. */
const COMMON = 2_000;

/** Pairs with equal levels in all fields, counted once. */
interface Pattern {
  readonly levels: Int8Array;
  count: number;
}

export interface Liste {
  /** Pairs whose codes say that they are two teach nothing of what one person is: what all else says of them is of namesakes and twins. */
  readonly veti: boolean;
  readonly uno: readonly Preparato[];
  readonly altro: readonly Preparato[];
  readonly indice: Indice;
  /** Of which the lists are a part that was not taken by chance. */
  readonly popolazione?:
    { readonly aCaso: readonly Preparato[]; readonly quanti: number; readonly minimo: number } | undefined;
}

/**
 * Learns from the lists themselves, without any pair known to be one person, what each level of each field is worth: expectation
 * and maximisation over the pairs that share a key, all others being two persons; what happens by chance comes from pairs taken by
 * chance, each as far as it is no match itself. Yields where it may pause.
 */
export function* learn(nome: string, liste: Liste, partenza: Bilancia): Generator<void, Modello> {
  const { uno, altro, indice, veti, popolazione } = liste;
  const single = uno === altro;
  const total = single ? (uno.length * (uno.length - 1)) / 2 : uno.length * (popolazione?.quanti ?? altro.length);
  if (total === 0) return partenza.modello;
  const step = Math.max(1, Math.ceil(uno.length / RECORDS));
  const blocked = (yield* blockedPatterns(partenza, uno, indice, step, single)).filter(
    ({ levels }) => !veti || !areTwo(levels),
  );
  const aCaso = popolazione?.aCaso;
  // Not among those of the registry alone, whose codes are right: what is said of strangers has the slips of whoever says it.
  const random = yield* randomPatterns(partenza, uno, aCaso ?? altro);
  const expected = single ? uno.length / 10 : Math.min(uno.length, altro.length) / 2;
  let modello: Modello = { ...partenza.modello, nome, aPriori: logOdds(expected / total) };
  for (let round = 0; round < ITERATIONS; round += 1) {
    const next = improve(modello, partenza.modello, blocked, random, total / step);
    const moved = differenceOf(modello, next);
    modello = next;
    yield;
    if (moved < STILL) break;
  }
  const campi = modello.campi.map((campo, at) =>
    withFrequenze(campo, at, aCaso ?? altro, partenza.modello, popolazione?.minimo ?? 2),
  );
  if (popolazione !== undefined) campi[NOME] = withKnown(campi[NOME]!, partenza.modello.campi[NOME]!);
  return { ...modello, campi };
}

/** Which given names are common is known beforehand: one that the part looked at has not is no slip of another for that. */
function withKnown(campo: CampoModello, { frequenze }: CampoModello): CampoModello {
  return { ...campo, frequenze: { ...frequenze, ...campo.frequenze } };
}

/**
 * Two codici fiscali, each right for its own person; or one is not, and the names are not near either: of those born on one day in a large
 * comune there are more of these than of persons who are found again.
 */
function areTwo(levels: Int8Array): boolean {
  if (levels[CODICE] === ALTRO_VALIDO) return true;
  return (
    levels[CODICE] === NON_SUO && levels[COGNOME] !== SCAMBIATO && Math.max(levels[COGNOME]!, levels[NOME]!) > SVISTA
  );
}

/** Without pauses. */
export function drain<T>(work: Generator<void, T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done === true) return step.value;
}

function* blockedPatterns(
  bilancia: Bilancia,
  uno: readonly Preparato[],
  indice: Indice,
  step: number,
  single: boolean,
): Generator<void, Pattern[]> {
  const patterns = new Map<string, Pattern>();
  let compared = 0;
  for (let row = 0; row < uno.length; row += step) {
    for (const candidate of indice.candidatesOf(uno[row]!)) {
      if (single && candidate <= row) continue;
      bilancia.compare(uno[row]!, indice.recordOf(candidate));
      note(patterns, bilancia.levels);
      if ((compared += 1) % COMPARISONS === 0) yield;
    }
  }
  return [...patterns.values()];
}

/** The same pairs whenever the same lists are learnt from: a model must be found again by whoever doubts it. */
function* randomPatterns(
  bilancia: Bilancia,
  uno: readonly Preparato[],
  altro: readonly Preparato[],
): Generator<void, Pattern[]> {
  const patterns = new Map<string, Pattern>();
  let state = 20_260_101;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pairs = Math.min(RANDOM_PAIRS, uno.length * altro.length);
  for (let pair = 0; pair < pairs; pair += 1) {
    const one = below(uno.length);
    const other = below(altro.length);
    if (pair % COMPARISONS === COMPARISONS - 1) yield;
    if (uno === altro && one === other) continue;
    bilancia.compare(uno[one]!, altro[other]!);
    note(patterns, bilancia.levels);
  }
  return [...patterns.values()];
}

function note(patterns: Map<string, Pattern>, levels: Int8Array): void {
  const key = levels.join('');
  const known = patterns.get(key);
  if (known === undefined) patterns.set(key, { levels: levels.slice(), count: 1 });
  else known.count += 1;
}

/** One step: who is one person by these figures, and the figures by who is. */
function improve(
  modello: Modello,
  partenza: Modello,
  blocked: readonly Pattern[],
  random: readonly Pattern[],
  total: number,
): Modello {
  const m = modello.campi.map((_, at) => partenza.campi[at]!.m.map((share) => share * WEIGHT));
  const u = modello.campi.map((_, at) => partenza.campi[at]!.u.map((share) => share * WEIGHT));
  const pairs = random.reduce((sum, { count }) => sum + count, 0);
  let matches = 0;
  for (const pattern of blocked) {
    const weight = pattern.count * matchOf(modello, pattern.levels);
    matches += weight;
    add(m, pattern.levels, weight);
  }
  for (const pattern of random) add(u, pattern.levels, pattern.count * (1 - matchOf(modello, pattern.levels)));
  return {
    ...modello,
    aPriori: logOdds(Math.min(Math.max(matches, 1) / total, 0.5)),
    campi: modello.campi.map((campo, at) => ({
      ...campo,
      m: sharesOf(m[at]!),
      u: withFloor(sharesOf(u[at]!), partenza.campi[at]!.u, pairs),
    })),
  };
}

function matchOf({ aPriori, campi }: Modello, levels: Int8Array): number {
  let sum = aPriori;
  for (let at = 0; at < levels.length; at += 1) {
    const level = levels[at]!;
    if (level !== NON_DETTO) sum += Math.log(campi[at]!.m[level]! / campi[at]!.u[level]!);
  }
  return probabilityOf(sum);
}

function add(counts: readonly number[][], levels: Int8Array, weight: number): void {
  for (let at = 0; at < levels.length; at += 1) if (levels[at] !== NON_DETTO) counts[at]![levels[at]!]! += weight;
}

function sharesOf(counts: readonly number[]): number[] {
  const sum = counts.reduce((all, count) => all + count, 0);
  return counts.map((count) => count / sum);
}

/** What chance has not shown among so many pairs may still happen once in so many: a weight without end is no evidence. */
function withFloor(shares: readonly number[], supposed: readonly number[], pairs: number): number[] {
  return sharesOf(shares.map((share, level) => Math.max(share, Math.min(supposed[level]!, 1 / Math.max(pairs, 1)))));
}

function logOdds(share: number): number {
  return Math.log(share / (1 - share));
}

function differenceOf(one: Modello, other: Modello): number {
  const differences = one.campi.flatMap(({ m }, at) =>
    m.map((share, level) => Math.abs(share - other.campi[at]!.m[level]!)),
  );
  return Math.max(Math.abs(one.aPriori - other.aPriori) / 100, ...differences);
}

/** How common the commonest values of a field are in the list that is searched. */
function withFrequenze(
  campo: CampoModello,
  at: number,
  list: readonly Preparato[],
  modello: Modello,
  minimo: number,
): CampoModello {
  const counts = new Map<string, number>();
  let said = 0;
  for (const preparato of list) {
    const valore = valoreOf(modello, at, preparato);
    if (valore === undefined) continue;
    said += 1;
    counts.set(valore, (counts.get(valore) ?? 0) + 1);
  }
  if (said === 0) return { ...campo, frequenze: undefined, rara: undefined };
  const common = [...counts]
    .toSorted((one, other) => other[1] - one[1])
    .slice(0, COMMON)
    .filter(([, count]) => count >= minimo);
  const rest = said - common.reduce((sum, [, count]) => sum + count, 0);
  const others = counts.size - common.length;
  const frequenze = Object.fromEntries(common.map(([valore, count]) => [valore, count / said]));
  return { ...campo, frequenze, rara: others === 0 ? 1 / said : rest / others / said };
}
