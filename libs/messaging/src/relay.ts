import type { Logger } from '#libs/observability';
import type { Database, Sql, Statement, Tx } from '#libs/persistence';
import { pause } from './backoff.js';
import type { Courier, Delivery, Outgoing } from './courier.js';
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
const TAKE = {
  name: 'snodo_outbox_take',
  text: `WITH RECURSIVE lock AS MATERIALIZED (
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
      WHERE held_because IS NULL AND ente = turn.ente AND type <> ALL ($2::text[]) AND id <> ALL ($4::uuid[])
      ORDER BY id LIMIT (SELECT rows FROM share)
    ) mine WHERE turn.ente IS NOT NULL LIMIT $1
  )
  SELECT id, type, envelope::text AS envelope, sealed, body
  FROM (SELECT *, sum(octet_length(body)) OVER (ROWS UNBOUNDED PRECEDING) AS bytes FROM round) counted
  WHERE bytes - octet_length(body) < $3`,
};

const HOLD = `UPDATE outbox SET held_because = held.because, missing = nullif(string_to_array(held.missing, ','), '{}'),
    retry_at = CASE held.because WHEN 'unroutable' THEN now() + $4 * interval '1 millisecond' END
  FROM unnest($1::uuid[], $2::text[], $3::text[]) AS held (id, because, missing) WHERE outbox.id = held.id`;

const FORGET: Sql = { name: 'snodo_outbox_forget', text: 'DELETE FROM outbox WHERE id = ANY ($1::uuid[])' };

/** Longest stay in one transaction, ms: far below what change feeds and vacuum bear. */
const ROUNDS_MS = 500;
/** Pause after a small round, in times the round took, and at most, ms: the relay takes a fifth of a connection, busy or not. */
const GATHER_TIMES = 4;
const GATHER_MS = 60;

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
      const began = performance.now();
      const carried = await this.carryOrZero();
      if (carried === 0) await this.wakeUp.orAfter(this.tuning.pollMs);
      // Small rounds close together would each pay for a transaction: the next one gathers a little more.
      else if (carried < this.tuning.relayBatch)
        await pause(Math.min(GATHER_MS, GATHER_TIMES * (performance.now() - began)), this.stopping.signal);
    }
  }

  private async carryOrZero(): Promise<number> {
    if (!this.courier.canCarry()) return 0;
    try {
      const carried = await this.carry();
      this.failures = 0;
      return carried;
    } catch (error) {
      this.failures += 1;
      this.logger.warn('a round of the relay failed; its messages go again', error);
      await pause(Math.min(5_000, 100 * 2 ** Math.min(this.failures, 6)), this.stopping.signal);
      return 0;
    }
  }

  /** Some rounds in one transaction, which ends soon even if there is more. @returns messages carried */
  private async carry(): Promise<number> {
    const paused = await this.courier.paused();
    const limitMs = this.tuning.publishTimeoutMs + 10_000;
    const opening = this.taking(paused, []);
    const rounds = (tx: Tx, first: Outgoing[]): Promise<number> => this.rounds(tx, paused, first);
    return this.database.transaction('consumer', {}, rounds, { limitMs, opening });
  }

  /** While one round is on its way to the bus, the database forgets the one before and gives the one after. */
  private async rounds(tx: Tx, paused: readonly string[], first: readonly Outgoing[]): Promise<number> {
    const until = performance.now() + ROUNDS_MS;
    let carried = 0;
    let round = first;
    let onItsWay = this.send(round);
    while (onItsWay !== undefined) {
      // A round far from full has emptied the outbox: what comes next is gathered a little first.
      const full = round.length > this.tuning.relayBatch / 2;
      const goOn = full && performance.now() < until && !this.stopping.signal.aborted;
      const [delivery, following] = await both(onItsWay, goOn ? this.take(tx, paused, round) : Promise.resolve([]));
      const whole = delivery.delivered.length + delivery.held.length === round.length;
      onItsWay = whole ? this.send(following) : undefined;
      round = following;
      await this.settle(tx, delivery, onItsWay === undefined);
      carried += delivery.delivered.length;
    }
    return carried;
  }

  private send(round: readonly Outgoing[]): Promise<Delivery> | undefined {
    if (round.length === 0) return undefined;
    const onItsWay = this.courier.deliver(round);
    // Looked at only after the database has answered; until then nobody would be listening for a failure.
    onItsWay.catch(() => undefined);
    return onItsWay;
  }

  private take(tx: Tx, paused: readonly string[], except: readonly Outgoing[]): Promise<Outgoing[]> {
    const { sql, params } = this.taking(paused, except);
    return tx.query<Outgoing>(sql, params);
  }

  /** A round of what is ready (rows of `Outgoing`), without what is on its way already. */
  private taking(paused: readonly string[], except: readonly Outgoing[]): Statement {
    const { relayBatch, relayBytes } = this.tuning;
    // Without a name it is planned with the list before it, whose ids then are looked up by hash: prepared, each row is compared with each.
    return {
      sql: except.length === 0 ? TAKE : TAKE.text,
      params: [relayBatch, paused, relayBytes, except.map(({ id }) => id)],
    };
  }

  private async settle(tx: Tx, { delivered, held }: Delivery, last: boolean): Promise<void> {
    if (delivered.length > 0) await (last ? tx.atCommit(FORGET, [delivered]) : tx.execute(FORGET, [delivered]));
    tx.afterCommit(() => PUBLISHED.inc({ app: this.database.app }, delivered.length));
    if (held.length === 0) return;
    const { because } = held[0]!;
    this.logger.warn('messages held in the outbox: nobody takes them now', { count: held.length, because });
    const missing = held.map((one) => one.missing?.join(',') ?? null);
    const columns = [held.map(({ id }) => id), held.map((one) => one.because), missing];
    await tx.execute(HOLD, [...columns, this.tuning.heldRetryMs]);
  }
}

/** Both, and neither left alone when the other fails. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}
