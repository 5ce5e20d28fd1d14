import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type pg from 'pg';

import { copyInto, type CopyLines } from './copy.js';
import { TransactionTooLong } from './errors.js';
import type { Sql } from './scoped-statement.js';

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
  /** Runs after the commit is sure, never after a rollback: to wake somebody up, not to do work that must happen. */
  afterCommit(work: () => void): void;
}

/** The transaction as `Database` sees it. */
export class OpenTransaction implements Tx {
  readonly committed: (() => void)[] = [];
  private readonly deadline: number;
  private entities: EntityManager | undefined;
  private ended = false;

  constructor(
    private readonly app: string,
    private readonly dataSource: DataSource,
    readonly client: pg.PoolClient,
    private readonly limitMs: number,
  ) {
    this.deadline = performance.now() + limitMs;
  }

  get manager(): EntityManager {
    this.entities ??= managerOn(this.dataSource, this.client);
    return this.entities;
  }

  async query<R>(sql: Sql, params: readonly unknown[] = []): Promise<R[]> {
    this.checkUsable();
    const { rows } = await this.client.query(sql, params as unknown[]);
    return rows as R[];
  }

  async execute(sql: Sql, params: readonly unknown[] = []): Promise<number> {
    this.checkUsable();
    const { rowCount } = await this.client.query(sql, params as unknown[]);
    return rowCount ?? 0;
  }

  copyIn(sql: string, lines: CopyLines): Promise<number> {
    this.checkUsable();
    return copyInto(this.client, sql, lines);
  }

  afterCommit(work: () => void): void {
    this.committed.push(work);
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
