/** State of one thing a process needs. */
export interface HealthReport {
  readonly name: string;
  readonly ready: boolean;
  /** For operators: English, no values, no addresses. */
  readonly reason?: string;
}

/** Resolves when ready; rejects with an error whose message says what is missing. */
export type HealthCheck = () => void | Promise<void>;

/** A check slower than this counts as failed: a probe that hangs would hide the fault from the balancer. */
const SLOWEST_CHECK_MS = 2_000;

/** What this process needs to be of use. Libraries and apps add their own checks; one registry per process. */
export class Health {
  private readonly checks = new Map<string, HealthCheck>();
  private draining = false;

  /** Adds or replaces the check `name` (`ingestion.database`). @returns a function that removes it */
  add(name: string, check: HealthCheck): () => void {
    this.checks.set(name, check);
    return () => {
      if (this.checks.get(name) === check) this.checks.delete(name);
    };
  }

  /** From now on unready: no new work is sent here while the process finishes what it has. */
  drain(): void {
    this.draining = true;
  }

  /** All checks, run together, in the order of their names. */
  async readiness(): Promise<{ ready: boolean; checks: HealthReport[] }> {
    const names = [...this.checks.keys()].sort();
    const checks = await Promise.all(names.map((name) => report(name, this.checks.get(name)!)));
    if (this.draining) checks.push({ name: 'process', ready: false, reason: 'shutting down' });
    return { ready: checks.every(({ ready }) => ready), checks };
  }
}

async function report(name: string, check: HealthCheck): Promise<HealthReport> {
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), SLOWEST_CHECK_MS);
  });
  try {
    await Promise.race([Promise.resolve().then(check), slow]);
    return { name, ready: true };
  } catch (error) {
    return { name, ready: false, reason: error instanceof Error ? error.message : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
