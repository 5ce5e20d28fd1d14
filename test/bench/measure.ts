/** What a bench may use; prepared once by `npm run bench`, the same for all. */
export interface BenchContext {
  /** A superuser's URL of a PostgreSQL with fsync on; a bench makes and drops its own databases. */
  readonly databaseUrl: string;
  /** A RabbitMQ, or undefined when this machine has none: then the benches that need one say so in a row's note. */
  readonly amqpUrl: string | undefined;
  /** Rounds of each measure; ours and floor alternate. Never under 5 in a run whose figures are quoted. */
  readonly rounds: number;
  /** An empty folder for files of the bench, removed afterwards. */
  readonly folder: string;
  /** Progress for the person who waits; not part of the result. */
  say(line: string): void;
}

/** What the ratio of ours to the floor must be. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** One line of the table. */
export interface BenchRow {
  /** The design's number, with a letter when a bench has several rows: B1a, B1b. */
  readonly id: string;
  readonly what: string;
  /** Medians, in `unit`. */
  readonly ours: number;
  /** Undefined where nothing comparable exists: then there is no ratio and no goal either, and the note says so. */
  readonly floor: number | undefined;
  readonly unit: string;
  /** ours / floor. */
  readonly ratio: number | undefined;
  /** Undefined for a row that only informs. */
  readonly goal: Goal | undefined;
  readonly note?: string;
}

/** The default export of each `test/bench/b*.bench.ts`. */
export interface Bench {
  readonly id: string;
  readonly title: string;
  run(context: BenchContext): Promise<BenchRow[]>;
}

/**
 * How many of what a bench counts: a twentieth with SNODO_BENCH_PICCOLA=1, to see that it runs. Figures of such a run say nothing.
 */
export function sizeOf(usual: number): number {
  return process.env.SNODO_BENCH_PICCOLA === '1' ? Math.ceil(usual / 20) : usual;
}

/** Medians of both sides and of the ratios of the single rounds. */
export interface Medians {
  readonly ours: number;
  readonly floor: number;
  readonly ratio: number;
}

/**
 * Measures both sides in turn, the first one changing from round to round, so that a slow minute of the machine strikes
 * both alike. Each function gives its figure in the row's unit. One unmeasured round of both goes first.
 */
export async function alternate(measure: {
  readonly rounds: number;
  ours(): Promise<number>;
  floor(): Promise<number>;
}): Promise<Medians> {
  await measure.floor();
  await measure.ours();
  const pairs: { ours: number; floor: number }[] = [];
  for (let round = 0; round < measure.rounds; round += 1) {
    if (round % 2 === 0) {
      const floor = await measure.floor();
      pairs.push({ floor, ours: await measure.ours() });
    } else {
      const ours = await measure.ours();
      pairs.push({ ours, floor: await measure.floor() });
    }
  }
  return {
    ours: median(pairs.map((pair) => pair.ours)),
    floor: median(pairs.map((pair) => pair.floor)),
    ratio: median(pairs.map((pair) => pair.ours / pair.floor)),
  };
}

/** The middle value; of an even number of values, the mean of the middle two. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of no values');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Seconds that `work` takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** How many times per second `work` is done when `count` of them take the measured time. */
export async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  return count / (await seconds(work));
}

/** The value that so large a share of the values does not exceed (nearest rank). @param share above 0, up to 1 */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('a percentile of no values');
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1]!;
}

/** Whether the row reaches its goal; a row without a goal always does. */
export function reached({ goal, ratio }: BenchRow): boolean {
  if (goal === undefined || ratio === undefined) return goal === undefined;
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
}
