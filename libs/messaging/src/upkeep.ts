import type { Logger } from '#libs/observability';
import type { Database } from '#libs/persistence';
import { pause } from './backoff.js';
import { INBOX_LAG, INBOX_ROWS, OUTBOX_LAG, OUTBOX_ROWS } from './meters.js';
import type { Tuning } from './tuning.js';

/** How often the queues are measured, ms: also how late a full inbox is noticed. */
const MEASURE_MS = 2_000;
const RETENTION_MS = 3_600_000;
/** Rows deleted by one transaction of the retention. */
const RETENTION_BATCH = 5_000;

const MEASURE = `SELECT
    (SELECT count(*)::int FROM outbox WHERE held_because IS NULL) AS ready,
    (SELECT count(*)::int FROM outbox WHERE held_because IS NOT NULL) AS held,
    (SELECT min(id::text) FROM (SELECT id FROM outbox ORDER BY id LIMIT 1) oldest) AS "oldestSaid",
    (SELECT count(*)::int FROM inbox WHERE state = 'pending') AS pending,
    (SELECT count(*)::int FROM inbox WHERE state = 'waiting') AS waiting,
    (SELECT count(*)::int FROM inbox WHERE state = 'parked') AS parked,
    (SELECT extract(epoch FROM now() - min(received_at))::float8 FROM (
      SELECT received_at FROM inbox WHERE state = 'pending' ORDER BY ente, id LIMIT 1000) pending) AS "inboxLag"`;

interface Measure {
  readonly ready: number;
  readonly held: number;
  readonly oldestSaid: string | null;
  readonly pending: number;
  readonly waiting: number;
  readonly parked: number;
  readonly inboxLag: number | null;
}

/** What upkeep sees of the rest of the bus. */
export interface Surroundings {
  /** Told the pending rows of the inbox after each measure. */
  readonly onPending: (rows: number) => Promise<void>;
  readonly onReleased: () => void;
  /** Apps that can be reached. */
  readonly present: () => readonly string[];
}

/** What the queues need from time to time: to be measured, to have held messages tried again, to forget old ids. */
export class Upkeep {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private forgotAt = 0;

  constructor(
    private readonly database: Database,
    private readonly tuning: Tuning,
    private readonly logger: Logger,
    private readonly around: Surroundings,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Forgets the ids of messages done long ago. @returns rows deleted */
  async forget(): Promise<number> {
    // Ids are UUIDv7: the oldest come first in the primary key, and the floor is an id made at that instant.
    const floor = idFloorOf(Date.now() - this.tuning.rememberDays * 86_400_000);
    let total = 0;
    for (let last = RETENTION_BATCH; last === RETENTION_BATCH && !this.stopping.signal.aborted; total += last) {
      const gone = await this.database.statement(
        'consumer',
        {},
        `DELETE FROM inbox WHERE id IN (
          SELECT id FROM inbox WHERE id < $1 AND state = 'done' ORDER BY id LIMIT ${RETENTION_BATCH}) RETURNING 1`,
        [floor],
      );
      last = gone.length;
    }
    return total;
  }

  /**
   * Gives held messages another chance: their queue may exist by now, their app may have come. Asked again at every round, because
   * an app may come while its messages are just being held.
   */
  async releaseHeld(): Promise<void> {
    try {
      const released = await this.database.statement(
        'consumer',
        {},
        `UPDATE outbox SET held_because = NULL, missing = NULL, retry_at = NULL
          WHERE held_because IS NOT NULL AND (retry_at <= now() OR missing && $1::text[]) RETURNING 1`,
        [this.around.present()],
      );
      if (released.length > 0) this.around.onReleased();
    } catch (error) {
      this.logger.warn('held messages could not be released', error);
    }
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.round();
      } catch (error) {
        this.logger.warn('upkeep of the queues failed; it goes on', error);
      }
      await pause(MEASURE_MS, this.stopping.signal);
    }
  }

  private async round(): Promise<void> {
    const [measure] = await this.database.statement<Measure>('consumer', {}, MEASURE);
    this.publish(measure!);
    await this.around.onPending(measure!.pending);
    if (measure!.held > 0) await this.releaseHeld();
    if (Date.now() - this.forgotAt < RETENTION_MS) return;
    this.forgotAt = Date.now();
    await this.forget();
  }

  private publish(measure: Measure): void {
    const { app } = this.database;
    OUTBOX_ROWS.set({ app, state: 'ready' }, measure.ready);
    OUTBOX_ROWS.set({ app, state: 'held' }, measure.held);
    OUTBOX_LAG.set(
      { app },
      measure.oldestSaid === null ? 0 : Math.max(0, (Date.now() - instantOf(measure.oldestSaid)) / 1000),
    );
    for (const state of ['pending', 'waiting', 'parked'] as const) INBOX_ROWS.set({ app, state }, measure[state]);
    INBOX_LAG.set({ app }, measure.inboxLag ?? 0);
  }
}

/** The smallest UUIDv7 of an instant, ms. */
function idFloorOf(instant: number): string {
  const hex = Math.max(0, Math.floor(instant)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** When a UUIDv7 was made, ms. */
function instantOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
