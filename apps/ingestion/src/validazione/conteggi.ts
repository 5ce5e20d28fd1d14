/** What a job has done so far to the righe of its invio; changes add up, so that the end need not look at each riga again. */
export interface Conteggi {
  /** Righe by verdict; negative where an earlier one of the same invio was replaced. */
  readonly perStato: Readonly<Record<string, number>>;
  /** Rilievi by rule code. */
  readonly perRegola: Readonly<Record<string, number>>;
  /** Righe told in messages, by ente erogatore: only of an invio that is a fornitura, whose receivers wait for all of them. */
  readonly dette?: Readonly<Record<string, number>>;
}

export const NESSUN_CONTEGGIO: Conteggi = { perStato: {}, perRegola: {} };

export function sumOf(one: Conteggi, other: Conteggi): Conteggi {
  const sum = { perStato: added(one.perStato, other.perStato), perRegola: added(one.perRegola, other.perRegola) };
  if (one.dette === undefined && other.dette === undefined) return sum;
  return { ...sum, dette: added(one.dette ?? {}, other.dette ?? {}) };
}

/** How often each word is there. */
export function countsOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

export function totalOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** In order of name, without what came to nothing. */
function added(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted();
  const sums = names.map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)] as const);
  return Object.fromEntries(sums.filter(([, sum]) => sum !== 0));
}
