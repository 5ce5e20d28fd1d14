import type { Logger } from '#libs/observability';
import type { Database, Tx } from '#libs/persistence';
import { pause } from './backoff.js';
import type { Courier, Held, Outgoing } from './courier.js';
import { PUBLISHED } from './meters.js';
import type { Tuning } from './tuning.js';
import { Wake } from './wake.js';

/**
 * Only one relay of an app works at a time: the lock is of the transaction, so a killed process gives it up at once. Two at once
 * would still lose nothing, only say things twice.
 *
 * Enti take turns: each gets an equal share of the round, oldest first, so that one sender's 200,000 messages do not stand before
 * another's one. The list of enti comes from a walk over the index, one probe each.
 */
const TAKE = `WITH RECURSIVE lock AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.outbox', 0)) AS mine
  ), turn (ente) AS (
    (SELECT ente FROM outbox WHERE held_because IS NULL AND (SELECT mine FROM lock) ORDER BY ente LIMIT 1)
    UNION ALL
    SELECT (SELECT o.ente FROM outbox o WHERE o.held_because IS NULL AND o.ente > turn.ente ORDER BY o.ente LIMIT 1)
    FROM turn WHERE turn.ente IS NOT NULL
  ), share AS MATERIALIZED (
    SELECT greatest($1::int / greatest(count(ente), 1), 1)::int AS rows FROM turn
  ), round AS (
    SELECT mine.* FROM turn, LATERAL (
      SELECT id, type, envelope, sealed, body FROM outbox
      WHERE held_because IS NULL AND ente = turn.ente AND type <> ALL ($2::text[])
      ORDER BY id LIMIT (SELECT rows FROM share)
    ) mine WHERE turn.ente IS NOT NULL LIMIT $1
  )
  SELECT id, type, envelope::text AS envelope, sealed, body
  FROM (SELECT *, sum(octet_length(body)) OVER (ROWS UNBOUNDED PRECEDING) AS bytes FROM round) counted
  WHERE bytes - octet_length(body) < $3`;

const HOLD = `UPDATE outbox SET held_because = held.because, missing = nullif(string_to_array(held.missing, ','), '{}'),
    retry_at = CASE held.because WHEN 'unroutable' THEN now() + $4 * interval '1 millisecond' END
  FROM unnest($1::uuid[], $2::text[], $3::text[]) AS held (id, because, missing) WHERE outbox.id = held.id`;

/** Carries committed rows of one app's outbox to the bus, and forgets them once the bus has them for good. */
export class Relay {
  private readonly stopping = new AbortController();
  private readonly wakeUp = new Wake();
  private running: Promise<void> = Promise.resolve();
  private failures = 0;

  constructor(
    private readonly database: Database,
    private readonly courier: Courier,
    private readonly tuning: Tuning,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** There may be something to carry. */
  wake(): void {
    this.wakeUp.now();
  }

  /** Ends after the round under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp.now();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const carried = await this.roundOrZero();
      if (carried === 0) await this.wakeUp.orAfter(this.tuning.pollMs);
    }
  }

  private async roundOrZero(): Promise<number> {
    if (!this.courier.canCarry()) return 0;
    try {
      const carried = await this.round();
      this.failures = 0;
      return carried;
    } catch (error) {
      this.failures += 1;
      this.logger.warn('a round of the relay failed; its messages go again', error);
      await pause(Math.min(5_000, 100 * 2 ** Math.min(this.failures, 6)), this.stopping.signal);
      return 0;
    }
  }

  /** The transaction only reads until the bus has confirmed: what it keeps open meanwhile is a lock, not a snapshot. */
  private async round(): Promise<number> {
    const paused = await this.courier.paused();
    const limitMs = this.tuning.publishTimeoutMs + 10_000;
    return this.database.transaction(
      'consumer',
      {},
      async (tx) => {
        const values = [this.tuning.relayBatch, paused, this.tuning.relayBytes];
        const round = await tx.query<Outgoing>(TAKE, values);
        if (round.length === 0) return 0;
        const { delivered, held } = await this.courier.deliver(round);
        await this.settle(tx, delivered, held);
        PUBLISHED.inc({ app: this.database.app }, delivered.length);
        return delivered.length;
      },
      { limitMs },
    );
  }

  private async settle(tx: Tx, delivered: readonly string[], held: readonly Held[]): Promise<void> {
    if (delivered.length > 0) await tx.execute('DELETE FROM outbox WHERE id = ANY ($1::uuid[])', [delivered]);
    if (held.length === 0) return;
    this.logger.warn('messages held in the outbox: nobody takes them now', {
      count: held.length,
      because: held[0]!.because,
    });
    const missing = held.map((one) => one.missing?.join(',') ?? null);
    const columns = [held.map(({ id }) => id), held.map(({ because }) => because), missing];
    await tx.execute(HOLD, [...columns, this.tuning.heldRetryMs]);
  }
}
