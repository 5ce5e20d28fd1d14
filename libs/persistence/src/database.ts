import { Logger, metrics } from '#libs/observability';
import type pg from 'pg';
import type { DataSource } from 'typeorm';

import { IDLE_IN_TRANSACTION, named, TransactionTooLong } from './errors.js';
import type { AppRoles, WorkRole } from './names.js';
import { type SessionScope, setting } from './scope.js';
import { type Sql, sendTogether, type Statement } from './sequence.js';
import { OpenTransaction, type Tx } from './transaction.js';

/** Design: no write transaction lasts over 5 s, or change feeds and vacuum wait for it. */
export const LONGEST_TRANSACTION_MS = 5_000;

export interface TransactionOptions {
  /** How often to start again after a serialization failure or deadlock; 0 unless told. `work` must then bear being run again. */
  readonly retries?: number;
  /** Limit in milliseconds; 5,000 unless told. Longer only for reads that stream out. */
  readonly limitMs?: number;
  /** The server refuses writes. */
  readonly readOnly?: boolean;
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** The first statement, which travels with BEGIN; `work` gets its rows. */
  readonly opening?: Statement;
}

/** What is done in a transaction, given the rows of its opening statement. */
type Work<T, R> = (tx: Tx, opened: R[]) => Promise<T>;

const TRANSACTIONS = metrics.counter('snodo_db_transactions_total', 'Transactions ended, by outcome', [
  'app',
  'outcome',
]);

/** The database of one app: its own login, its own schema, work always as a role and under a scope. */
export class Database {
  private readonly logger: Logger;

  constructor(
    readonly app: string,
    readonly roles: AppRoles,
    /** For entity metadata and administration; work goes through `transaction` and `statement`. */
    readonly dataSource: DataSource,
    private readonly pool: pg.Pool,
  ) {
    this.logger = new Logger({ app }).child({ context: 'Database' });
  }

  /**
   * Runs `work` in one transaction as a role: commits when it resolves, rolls back when it rejects. BEGIN, role, scope and the
   * opening statement are one round trip, COMMIT and what waits for it (`Tx.atCommit`) are another. A rejected COMMIT after a lost
   * connection leaves the outcome unknown: what calls this must be repeatable.
   * @throws DatabaseBusy when no connection is free in time, DatabaseUnavailable, TransactionTooLong, or what `work` throws
   */
  async transaction<T, R = Record<string, unknown>>(
    role: WorkRole,
    scope: SessionScope,
    work: Work<T, R>,
    options: TransactionOptions = {},
  ): Promise<T> {
    const { retries = 0 } = options;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.once(role, scope, (tx, opened) => work(tx, opened as R[]), options);
      } catch (error) {
        if (attempt >= retries || !isWorthRepeating(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
      }
    }
  }

  /**
   * One statement as a role, committed by itself, in one round trip: the fast path when a single statement does it all (a lookup, or
   * a CTE that writes several tables). Role and scope are set before it and before the one Sync, which the server runs as one
   * transaction: nothing of them can stay on the connection.
   * @returns the rows
   */
  async statement<R = Record<string, unknown>>(
    role: WorkRole,
    scope: SessionScope,
    sql: Sql,
    params: readonly unknown[] = [],
  ): Promise<R[]> {
    const [rows] = await this.statements(role, scope, [{ sql, params }]);
    return rows as R[];
  }

  /**
   * Several statements as a role, committed together, in one round trip, when none needs what another answers. If one fails, none took
   * effect.
   * @returns the rows of each
   */
  async statements(role: WorkRole, scope: SessionScope, statements: readonly Statement[]): Promise<unknown[][]> {
    const client = await this.connect();
    try {
      const [, ...results] = await sendTogether(client, [setting({ role: this.roles[role], scope }), ...statements]);
      client.release();
      return results.map(({ rows }) => rows as unknown[]);
    } catch (error) {
      client.release(isConnectionFault(error));
      throw named(this.app, error);
    }
  }

  /** Answers when the database does. */
  async ping(): Promise<void> {
    await this.statement('api', {}, 'SELECT 1');
  }

  /** Waits for connections in use, then closes all. Closing again does nothing. */
  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async once<T>(
    role: WorkRole,
    scope: SessionScope,
    work: Work<T, unknown>,
    options: TransactionOptions,
  ): Promise<T> {
    const client = await this.connect();
    const limitMs = options.limitMs ?? LONGEST_TRANSACTION_MS;
    const tx = new OpenTransaction(this.app, this.dataSource, client, limitMs);
    let broken: Error | undefined;
    const note = (error: Error): void => void (broken ??= error);
    client.on('error', note);
    let result: T;
    try {
      const roleAndScope = setting({ role: this.roles[role], scope, settings: timeLimits(options) });
      const opened = await open(client, options, roleAndScope);
      result = await work(tx, opened);
      tx.checkUsable();
      tx.end();
      await commit(client, tx.waiting);
    } catch (error) {
      tx.end();
      await this.rollBack(client);
      TRANSACTIONS.inc({ app: this.app, outcome: 'rolled_back' });
      // The session ended while nobody was asking it anything: what the work then saw was only a dead connection.
      const idle = (broken as { code?: unknown } | undefined)?.code === IDLE_IN_TRANSACTION;
      throw idle ? new TransactionTooLong(this.app, limitMs, { cause: broken }) : named(this.app, error);
    } finally {
      client.off('error', note);
    }
    client.release();
    TRANSACTIONS.inc({ app: this.app, outcome: 'committed' });
    for (const wake of tx.committed) this.runAfterCommit(wake);
    return result;
  }

  private async connect(): Promise<pg.PoolClient> {
    try {
      const client = await this.pool.connect();
      // Without a listener, a connection that breaks while we hold it would end the process; the query in flight rejects anyway.
      if (client.listenerCount('error') === 0) client.on('error', () => undefined);
      return client;
    } catch (error) {
      throw named(this.app, error);
    }
  }

  /** A connection that cannot roll back is in an unknown state: it is closed, which rolls back for sure. */
  private async rollBack(client: pg.PoolClient): Promise<void> {
    try {
      await client.query('ROLLBACK');
      client.release();
    } catch (error) {
      client.release(true);
      this.logger.warn('a connection was closed because it could not roll back', error);
    }
  }

  /** The facts are committed: whatever fails now must not look like a failure of the transaction. */
  private runAfterCommit(wake: () => void): void {
    try {
      wake();
    } catch (error) {
      this.logger.error('work after commit failed', error);
    }
  }
}

const BEGIN: Statement = { sql: { name: 'snodo_begin', text: 'BEGIN' }, params: [], unread: true };
const COMMIT: Statement = { sql: { name: 'snodo_commit', text: 'COMMIT' }, params: [], unread: true };

/** @returns the rows of the opening statement */
async function open(client: pg.PoolClient, options: TransactionOptions, roleAndScope: Statement): Promise<unknown[]> {
  const { opening } = options;
  const results = await sendTogether(client, [beginning(options), roleAndScope, ...(opening ? [opening] : [])]);
  return results[2]?.rows ?? [];
}

/**
 * COMMIT of a transaction in which a statement failed answers ROLLBACK, without an error, and refuses what waited for it: a swallowed
 * failure would lose the work. If one of those that waited fails, the server does not look at COMMIT.
 */
async function commit(client: pg.PoolClient, waiting: readonly Statement[]): Promise<void> {
  try {
    const results = await sendTogether(client, [...waiting, COMMIT]);
    if (results.at(-1)!.command === 'COMMIT') return;
  } catch (error) {
    if ((error as { code?: unknown }).code !== FAILED_TRANSACTION) throw error;
  }
  throw new Error('the transaction was rolled back: a failed statement in it was ignored');
}

function beginning({ isolation, readOnly }: TransactionOptions): Statement {
  if (isolation === undefined && readOnly !== true) return BEGIN;
  const level = isolation === undefined ? '' : ` ISOLATION LEVEL ${isolation.toUpperCase()}`;
  return { sql: `BEGIN${level}${readOnly === true ? ' READ ONLY' : ''}`, params: [], unread: true };
}

/** The session's own limits are those of the usual transaction. */
function timeLimits({ limitMs }: TransactionOptions): Record<string, string> {
  if (limitMs === undefined) return {};
  return { statement_timeout: String(limitMs), idle_in_transaction_session_timeout: String(limitMs) };
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
/** The answer to any statement after one that failed. */
const FAILED_TRANSACTION = '25P02';

function isWorthRepeating(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}

/** Errors of the server carry a severity; anything else happened to the connection. */
function isConnectionFault(error: unknown): boolean {
  const severity = (error as { severity?: unknown }).severity;
  return severity === undefined || severity === 'FATAL' || severity === 'PANIC';
}
