import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds; from a cached lookup to the slowest allowed transaction. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * The metrics of this process. Asking twice for a name gives the same metric, so that five apps in one process share it and tell
 * themselves apart by the label `app`. Names: `snodo_<what>_<unit>`, `_total` for counters. Labels never hold personal data.
 */
export class Metrics {
  readonly registry = new Registry();

  constructor(
    defaultLabels: Readonly<Record<string, string>> = {},
    options: { readonly processMetrics?: boolean } = {},
  ) {
    this.registry.setDefaultLabels(defaultLabels);
    if (options.processMetrics === true) collectDefaultMetrics({ register: this.registry });
  }

  counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return (
      (this.registry.getSingleMetric(name) as Counter<L> | undefined) ??
      new Counter({ name, help, labelNames, registers: [this.registry] })
    );
  }

  /** `collect` runs at every scrape; use it for what is cheaper to ask than to follow. */
  gauge<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    collect?: (gauge: Gauge<L>) => void | Promise<void>,
  ): Gauge<L> {
    const known = this.registry.getSingleMetric(name) as Gauge<L> | undefined;
    if (known !== undefined) return known;
    return new Gauge<L>({
      name,
      help,
      labelNames,
      registers: [this.registry],
      ...(collect === undefined
        ? {}
        : {
            collect(this: Gauge<L>) {
              return collect(this);
            },
          }),
    });
  }

  histogram<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    buckets = SECONDS,
  ): Histogram<L> {
    return (
      (this.registry.getSingleMetric(name) as Histogram<L> | undefined) ??
      new Histogram({ name, help, labelNames, buckets, registers: [this.registry] })
    );
  }

  /** The exposition text Prometheus reads. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}

/** The one registry of this process. */
export const metrics = new Metrics({}, { processMetrics: true });
