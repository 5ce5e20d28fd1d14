import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type pg from 'pg';

import { copyInto, type CopyLines } from './copy.js';
import { TransactionTooLong } from './errors.js';
import type { Sql, Statement } from './sequence.js';

/** An open transaction: one connection, one role, one scope. Every write of a unit of work goes through the same one. */
export interface Tx {
  /** The connection itself, for streams (cursors). Do not send BEGIN, COMMIT or SET ROLE. */
  readonly client: pg.PoolClient;
  /** TypeORM on this connection; its own `transaction()` becomes a savepoint. */
  readonly manager: EntityManager;
  /** @returns the rows; for writes, those of RETURNING */
  query<R = Record<string, unknown>>(sql: Sql, params?: readonly unknown[]): Promise<R[]>;
  /** Like `query`, for writes without RETURNING. @returns rows touched */
  execute(sql: Sql, params?: readonly unknown[]): Promise<number>;
  /** `COPY … FROM STDIN` in this transaction; `copyLine` makes the lines. @returns rows copied */
  copyIn(sqlCopyFromStdin: string, lines: CopyLines): Promise<number>;
  /**
   * A write without RETURNING whose result nobody looks at: it travels with COMMIT, and if it fails the whole transaction fails with
   * its error. It runs at once where it could not be undone with its neighbours: after a savepoint, or when others write on the
   * connection (`client`, `manager`).
   */
  atCommit(sql: Sql, params?: readonly unknown[]): Promise<void>;
  /** Runs after the commit is sure, never after a rollback: to wake somebody up, not to do work that must happen. */
  afterCommit(work: () => void): void;
}

/** Statements that may wait for COMMIT; a pipeline without end would only fill memory. */
const MOST_WAITING = 50;

/** The transaction as `Database` sees it. */
export class OpenTransaction implements Tx {
  readonly committed: (() => void)[] = [];
  /** Statements that travel with COMMIT. */
  readonly waiting: Statement[] = [];
  private readonly deadline: number;
  private entities: EntityManager | undefined;
  private ended = false;
  /** All statements pass here, and none of them made a savepoint. */
  private plain = true;

  constructor(
    private readonly app: string,
    private readonly dataSource: DataSource,
    private readonly connection: pg.PoolClient,
    private readonly limitMs: number,
  ) {
    this.deadline = performance.now() + limitMs;
  }

  get client(): pg.PoolClient {
    this.plain = false;
    return this.connection;
  }

  get manager(): EntityManager {
    this.plain = false;
    this.entities ??= managerOn(this.dataSource, this.connection);
    return this.entities;
  }

  async query<R>(sql: Sql, params: readonly unknown[] = []): Promise<R[]> {
    const { rows } = await this.send(sql, params);
    return rows as R[];
  }

  async execute(sql: Sql, params: readonly unknown[] = []): Promise<number> {
    const { rowCount } = await this.send(sql, params);
    return rowCount ?? 0;
  }

  async atCommit(sql: Sql, params: readonly unknown[] = []): Promise<void> {
    this.checkUsable();
    if (this.plain && this.waiting.length < MOST_WAITING) this.waiting.push({ sql, params, unread: true });
    else await this.send(sql, params);
  }

  copyIn(sql: string, lines: CopyLines): Promise<number> {
    this.checkUsable();
    return copyInto(this.connection, sql, lines);
  }

  afterCommit(work: () => void): void {
    this.committed.push(work);
  }

  private send(sql: Sql, params: readonly unknown[]): Promise<pg.QueryResult> {
    this.checkUsable();
    const text = typeof sql === 'string' ? sql : sql.text;
    if (/savepoint/i.test(text)) this.plain = false;
    return this.connection.query(sql, params as unknown[]);
  }

  /** From here on the connection may serve somebody else. */
  end(): void {
    this.ended = true;
  }

  /**
   * @throws TransactionTooLong once the limit has passed: long write transactions hold back every change feed and vacuum
   * @throws Error after the end: the statement would run outside any role, on a connection lent to somebody else
   */
  checkUsable(): void {
    if (this.ended) throw new Error(`${this.app}: a transaction was used after its end (an await is missing)`);
    if (performance.now() > this.deadline) throw new TransactionTooLong(this.app, this.limitMs);
  }
}

/**
 * TypeORM's manager on a connection whose transaction we opened. It must know that one is open: else its `save()` would send its own
 * BEGIN and, worse, its own COMMIT in the middle of ours. The runner is never released; the connection is not its own.
 */
function managerOn(dataSource: DataSource, client: pg.PoolClient): EntityManager {
  const runner: QueryRunner = dataSource.createQueryRunner();
  Object.assign(runner, { databaseConnection: client, isTransactionActive: true, transactionDepth: 1 });
  return runner.manager;
}
