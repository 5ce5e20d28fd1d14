import { Query, type QueryResult } from 'pg';
import type pg from 'pg';

import { TYPES } from './types.js';

/** SQL, or SQL that each connection prepares once under a name of its own. For few, hot statements. */
export type Sql = string | { readonly name: string; readonly text: string };

/** A statement with its values. */
export interface Statement {
  readonly sql: Sql;
  readonly params: readonly unknown[];
  /** Nobody looks at its rows: the server does not describe them, and what it sends of them is not read. */
  readonly unread?: boolean;
}

/** The part of pg's wire connection used here. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { name: string | undefined; text: string }): void;
  bind(message: { portal: string; statement: string | undefined; values: unknown[]; binary: boolean }): void;
  execute(message: { portal: string; rows: number }): void;
  describe(message: unknown): void;
  sync(): void;
  on(event: 'parseComplete', listener: () => void): void;
  off(event: 'parseComplete', listener: () => void): void;
  /** Statements that pg believes the server knows by name. */
  readonly parsedStatements: Record<string, string>;
  /** Statements sent to be parsed, not yet answered. */
  readonly submittedNamedStatements: Record<string, string>;
}

/** What pg makes of the server's description of rows. */
interface RowShape {
  readonly fields: unknown;
  readonly _parsers: unknown;
  readonly _prebuiltEmptyResultObject: unknown;
}

/** pg's query with the steps that its types leave out; pg-cursor and pg-query-stream build on the same ones. */
interface WireQuery {
  name: string | undefined;
  readonly text: string;
  values: unknown[];
  readonly _results: QueryResult;
  readonly _result: { _types: unknown } & RowShape;
  /** Whether rows are kept. */
  _accumulateRows: unknown;
  /** Why a row could not be read. */
  readonly _canceledDueToError: false | Error;
  callback: ((error: Error | null) => void) | undefined;
  prepare(connection: Wire): void;
  hasBeenParsed(connection: Wire): boolean;
  _getRows(connection: Wire): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
  handleCopyInResponse(connection: Wire): void;
}

const BaseQuery = Query as unknown as new (text: string) => WireQuery;

/** Each connection as one that asks for no description. */
const UNDESCRIBED = new WeakMap<Wire, Wire>();

function undescribed(connection: Wire): Wire {
  let known = UNDESCRIBED.get(connection);
  if (known === undefined) {
    known = Object.create(connection, { describe: { value: () => undefined } }) as Wire;
    UNDESCRIBED.set(connection, known);
  }
  return known;
}

/** The rows of the prepared statements of each connection, by name: the server refuses to run one whose rows have changed. */
const SHAPES = new WeakMap<Wire, Map<string, RowShape>>();

function shapesOf(connection: Wire): Map<string, RowShape> {
  let known = SHAPES.get(connection);
  if (known === undefined) {
    known = new Map();
    SHAPES.set(connection, known);
  }
  return known;
}

/** pg's query without the Sync at its end: the sequence has one for all. */
class Step extends BaseQuery {
  private readonly unread: boolean;
  private shapes: Map<string, RowShape> | undefined;

  constructor({ sql, params, unread = false }: Statement) {
    super(typeof sql === 'string' ? sql : sql.text);
    // Not given as a configuration, which pg copies property by property.
    if (typeof sql !== 'string') this.name = sql.name;
    this.values = params as unknown[];
    this.unread = unread;
    this._result._types = TYPES;
  }

  /** Rows are described once for each name of a connection. */
  override prepare(connection: Wire): void {
    const { name } = this;
    if (name !== undefined && !this.unread) this.shapes = shapesOf(connection);
    if (!this.hasBeenParsed(connection)) this.shapes?.delete(name!);
    const shape = this.shapes?.get(name!);
    if (shape !== undefined) {
      Object.assign(this._result, shape);
      this._accumulateRows = true;
    }
    super.prepare(this.unread || shape !== undefined ? undescribed(connection) : connection);
  }

  override handleRowDescription(message: unknown): void {
    super.handleRowDescription(message);
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result;
    this.shapes?.set(this.name!, { fields, _parsers, _prebuiltEmptyResultObject });
  }

  override handleDataRow(message: unknown): void {
    if (!this.unread) super.handleDataRow(message);
  }

  override _getRows(connection: Wire): void {
    connection.execute({ portal: '', rows: 0 });
  }
}

/**
 * Statements that travel together: the server runs them in order up to the one Sync at their end, and after the first error none of
 * the rest. Without a BEGIN among them they are one transaction, committed at Sync.
 */
class Sequence {
  callback: ((error: Error | null, results: QueryResult[]) => void) | undefined;
  private readonly steps: readonly Step[];
  /** Statements on their way to be parsed, in order. */
  private parsing: Step[] = [];
  private done = 0;
  private unbound: Error | undefined;
  private connection: Wire | undefined;

  constructor(statements: readonly Statement[]) {
    this.steps = statements.map((statement) => new Step(statement));
  }

  submit(connection: Wire): Error | null {
    for (const { name, text } of this.steps) {
      if (name !== undefined && (connection.parsedStatements[name] ?? text) !== text)
        return new Error(`the name '${name}' was used for a different statement`);
    }
    this.connection = connection;
    connection.stream.cork();
    try {
      this.send(connection);
    } finally {
      connection.stream.uncork();
    }
    return null;
  }

  handleRowDescription(message: unknown): void {
    this.step.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.step.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: Wire): void {
    this.step.handleCommandComplete(message, connection);
    this.done += 1;
  }

  handleEmptyQuery(): void {
    this.done += 1;
  }

  handleCopyInResponse(connection: Wire): void {
    this.step.handleCopyInResponse(connection);
  }

  handleError(error: Error): void {
    this.forgetUnparsed();
    this.finish(error);
  }

  handleReadyForQuery(): void {
    this.forgetUnparsed();
    const unread = this.steps.find((step) => step._canceledDueToError !== false)?._canceledDueToError;
    this.finish(this.unbound ?? (unread || null));
  }

  private get step(): Step {
    return this.steps[this.done]!;
  }

  private send(connection: Wire): void {
    for (const step of this.steps) {
      if (!step.hasBeenParsed(connection)) {
        if (this.parsing.length === 0) connection.on('parseComplete', this.noteParsed);
        this.parsing.push(step);
      }
      // A value that cannot be written ends the sequence: pg has then closed the statement and sent the Sync itself.
      step.callback = (error) => (this.unbound ??= error ?? undefined);
      step.prepare(connection);
      if (this.unbound === undefined) continue;
      if (step.name !== undefined) delete connection.parsedStatements[step.name];
      return;
    }
    connection.sync();
  }

  /** pg takes note of the name of a query that is one statement; here they are several. */
  private readonly noteParsed = (): void => {
    const step = this.parsing.shift();
    const { connection } = this;
    if (connection === undefined) return;
    if (step?.name !== undefined) {
      delete connection.submittedNamedStatements[step.name];
      if (this.unbound === undefined) connection.parsedStatements[step.name] = step.text;
    }
    if (this.parsing.length === 0) connection.off('parseComplete', this.noteParsed);
  };

  /** What was not parsed must not be believed to be, or this connection would use a statement that does not exist. */
  private forgetUnparsed(): void {
    const { connection } = this;
    if (connection === undefined || this.parsing.length === 0) return;
    connection.off('parseComplete', this.noteParsed);
    for (const { name } of this.parsing) if (name !== undefined) delete connection.submittedNamedStatements[name];
    this.parsing = [];
  }

  private finish(error: Error | null): void {
    const { callback } = this;
    this.callback = undefined;
    callback?.(
      error,
      this.steps.map((step) => step._results),
    );
  }
}

/**
 * Sends statements in one round trip.
 * @returns one result per statement
 * @throws Error of the first that failed; the server has run none after it
 */
export function sendTogether(client: pg.ClientBase, statements: readonly Statement[]): Promise<QueryResult[]> {
  const sequence = new Sequence(statements);
  return new Promise((resolve, reject) => {
    sequence.callback = (error, results) => (error === null ? resolve(results) : reject(error));
    client.query(sequence as unknown as pg.Submittable);
  });
}
