import { Query, type QueryResult } from 'pg';

import { type WorkScope, scopeEntries } from './scope.js';

/** The part of pg's wire connection used here. */
interface Wire {
  parse(message: { name: string; text: string; types?: number[] }): void;
  bind(message: { portal: string; statement: string; values: string[]; binary: boolean }): void;
  execute(message: { portal: string; rows: number }): void;
  on(event: 'parseComplete', listener: () => void): void;
  off(event: 'parseComplete', listener: () => void): void;
  /** Statements that pg believes the server knows by name. */
  readonly parsedStatements: Record<string, string>;
}

/** SQL, or SQL that each connection prepares once under a name of its own. For few, hot statements. */
export type Sql = string | { readonly name: string; readonly text: string };

/** pg's query with the steps that its types leave out; pg-cursor and pg-query-stream build on the same ones. */
interface WireQuery {
  readonly name: string | undefined;
  prepare(connection: Wire): void;
  requiresPreparation(): boolean;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
  handleError(error: Error, connection: Wire): void;
  handleReadyForQuery(connection: Wire): void;
  hasBeenParsed(connection: Wire): boolean;
  callback: ((error: Error | null, result: QueryResult) => void) | undefined;
}

const BaseQuery = Query as unknown as new (config: { name?: string; text: string; values: unknown[] }) => WireQuery;

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

  private parsesDone = 0;
  private readonly countParse = (): void => {
    this.parsesDone += 1;
  };

  constructor(sql: Sql, values: readonly unknown[], work: WorkScope) {
    super({ ...(typeof sql === 'string' ? { text: sql } : sql), values: [...values] });
    this.scope = scopeEntries(work);
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override prepare(connection: Wire): void {
    if (this.name !== undefined && !this.hasBeenParsed(connection)) connection.on('parseComplete', this.countParse);
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

  override handleReadyForQuery(connection: Wire): void {
    connection.off('parseComplete', this.countParse);
    super.handleReadyForQuery(connection);
  }

  /**
   * pg takes the first "parse complete" for the named statement's; it is that of the set_config calls. If the named one then fails to
   * parse, pg must be made to forget the name, or this connection would use a statement that does not exist.
   */
  override handleError(error: Error, connection: Wire): void {
    const counted = this.name !== undefined && connection.off !== undefined;
    if (counted) {
      connection.off('parseComplete', this.countParse);
      if (this.parsesDone === 1) delete connection.parsedStatements[this.name];
    }
    super.handleError(error, connection);
  }
}
