import pg from 'pg';

import { type WorkScope, scopeEntries } from './scope.js';

/** The part of pg's wire connection used here. */
interface Wire {
  parse(message: { name: string; text: string; types?: number[] }): void;
  bind(message: { portal: string; statement: string; values: string[]; binary: boolean }): void;
  execute(message: { portal: string; rows: number }): void;
}

/** pg's query with the steps that its types leave out; pg-cursor and pg-query-stream build on the same ones. */
interface WireQuery {
  prepare(connection: Wire): void;
  requiresPreparation(): boolean;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
  handleError(error: Error, connection: Wire): void;
  callback: ((error: Error | null, result: pg.QueryResult) => void) | undefined;
}

const BaseQuery = pg.Query as unknown as new (config: { text: string; values: unknown[] }) => WireQuery;

/**
 * One statement as a role and under a scope, in one round trip and with no BEGIN or COMMIT.
 *
 * The extended protocol runs all messages up to Sync as one transaction. Role and scope are set in it first, for that transaction
 * only, then the statement runs; the server commits at Sync, or undoes everything at the first error. So nothing of the role or scope
 * can stay on the connection, exactly as with SET LOCAL, at a third of the round trips.
 */
export class ScopedStatement extends BaseQuery {
  private opening = true;
  private readonly scope: readonly (readonly [string, string])[];

  constructor(text: string, values: readonly unknown[], work: WorkScope) {
    super({ text, values: [...values] });
    this.scope = scopeEntries(work);
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override prepare(connection: Wire): void {
    const calls = this.scope.map((_, index) => `set_config($${2 * index + 1},$${2 * index + 2},true)`);
    connection.parse({ name: '', text: `SELECT ${calls.join(',')}` });
    connection.bind({ portal: '', statement: '', values: this.scope.flat(), binary: false });
    connection.execute({ portal: '', rows: 0 });
    super.prepare(connection);
  }

  /** The row of the set_config calls is not the caller's. */
  override handleDataRow(message: unknown): void {
    if (!this.opening) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.opening) this.opening = false;
    else super.handleCommandComplete(message, connection);
  }
}
