import type { Logger } from '#libs/observability';
import { type Database, DatabaseUnavailable, type Tx } from '#libs/persistence';
import type { Applying } from './applying.js';
import { decideFailure } from './failure.js';
import type { Candidate, Claimed, Inbox } from './inbox.js';
import { Lanes } from './lanes.js';
import { HANDLED } from './meters.js';
import { UpstreamError } from './outcomes.js';
import type { Tuning } from './tuning.js';
import { Wake } from './wake.js';

/**
 * Stage 2: inbox to effect. A loop keeps a few candidates in memory and hands each to a free worker; the claim, not the candidate,
 * decides who handles a message, so many processes can look at the same inbox.
 */
export class Workers {
  private readonly lanes = new Lanes();
  private readonly wakeUp = new Wake();
  private readonly working = new Set<Promise<void>>();
  private running: Promise<void> = Promise.resolve();
  private stopping = false;
  /** There may be candidates in the table that memory does not have. */
  private stale = true;
  private lookedAt = 0;

  constructor(
    private readonly database: Database,
    private readonly inbox: Inbox,
    private readonly applying: Applying,
    private readonly tuning: Tuning,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Messages may have come. */
  wake(): void {
    this.stale = true;
    this.wakeUp.now();
  }

  /** Starts nothing more and waits for what is being handled. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wakeUp.now();
    await this.running;
    await Promise.all(this.working);
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const started = this.startAll();
      if (this.stopping) return;
      if (!started && this.working.size < this.tuning.workers && (await this.look())) continue;
      await this.wakeUp.orAfter(this.tuning.pollMs);
    }
  }

  /** Gives work to every free worker. @returns whether any got some */
  private startAll(): boolean {
    let started = false;
    while (this.working.size < this.tuning.workers) {
      const group = this.nextGroup();
      if (group.length === 0) break;
      started = true;
      const work = this.handle(group).finally(() => {
        for (const { key } of group) this.lanes.release(key);
        this.working.delete(work);
        this.stale = true;
        this.wakeUp.now();
      });
      this.working.add(work);
    }
    return started;
  }

  private nextGroup(): Candidate[] {
    const group: Candidate[] = [];
    while (group.length < this.tuning.group) {
      const next = this.lanes.next(Date.now());
      if (next === undefined) break;
      group.push(next);
    }
    return group;
  }

  /** Fills memory from the table. @returns whether anything came */
  private async look(): Promise<boolean> {
    const due = performance.now() - this.lookedAt >= this.tuning.pollMs;
    if (!this.stale && !due) return false;
    this.stale = false;
    try {
      if (due) {
        this.lookedAt = performance.now();
        await this.inbox.resume();
      }
      const found = await this.inbox.candidates(this.tuning.lookahead, this.lanes.taken(Date.now()));
      this.lanes.add(found);
      return found.length > 0;
    } catch (error) {
      this.logger.warn('could not look into the inbox', error);
      return false;
    }
  }

  /** Never rejects: a worker that died of an error would be one less for ever. */
  private async handle(group: readonly Candidate[]): Promise<void> {
    try {
      await this.inTransaction(group);
    } catch (error) {
      if (group.length === 1) return this.putAside(group[0]!, error);
      // One of them failed and took its neighbours back with it: each alone now.
      for (const candidate of group) await this.handle([candidate]);
    }
  }

  private async inTransaction(group: readonly Candidate[]): Promise<void> {
    const opening = this.inbox.claiming(group.map(({ id }) => id));
    const apply = async (tx: Tx, claimed: Claimed[]): Promise<Set<string>> => {
      for (const message of claimed) await this.applying.apply(tx, message);
      return new Set(claimed.map(({ id }) => id));
    };
    const done = await this.database.transaction('consumer', {}, apply, { opening });
    HANDLED.inc({ app: this.database.app, outcome: 'done' }, done.size);
    // Another process has these, or their lanes: it needs no company.
    for (const { id, key } of group) if (!done.has(id)) this.lanes.pause(key, Date.now() + this.tuning.pollMs / 4);
  }

  private async putAside({ id, key, attempts }: Candidate, failure: unknown): Promise<void> {
    const { app } = this.database;
    try {
      if (failure instanceof DatabaseUnavailable) throw failure;
      const aside = decideFailure(failure, attempts, this.tuning);
      const upstream = failure instanceof UpstreamError;
      if (upstream) this.lanes.pause(key, Date.now() + aside.pauseMs);
      await this.inbox.setAside(id, aside);
      const outcome = aside.state === 'parked' ? 'parked' : upstream ? 'upstream' : 'retried';
      HANDLED.inc({ app, outcome });
      const fields = { message: id, attempts: aside.attempts, reason: aside.reason, pauseMs: aside.pauseMs };
      if (outcome === 'parked') this.logger.error('message parked', failure, fields);
      else this.logger.warn('message failed; it will be tried again', failure, fields);
    } catch (error) {
      // The database is away or busy: the message is still pending, no attempt is burned, and it comes back with the database.
      this.logger.warn('could not handle a message, nor note why', error);
      this.lanes.pause(key, Date.now() + this.tuning.pollMs);
    }
  }
}
