import { types } from 'node:util';

/**
 * The database could not be reached, or the connection broke. The caller should come back (503). What was under way is rolled back, unless
 * the break hit COMMIT itself: then nobody knows, and only repeatable work is safe.
 */
export class DatabaseUnavailable extends Error {
  constructor(app: string, options?: ErrorOptions) {
    super(`${app}: the database cannot be reached or the connection broke`, options);
    this.name = 'DatabaseUnavailable';
  }
}

/** No connection came free in time: the caller should come back (503), nothing was done. */
class DatabaseBusy extends DatabaseUnavailable {
  constructor(app: string, options?: ErrorOptions) {
    super(app, options);
    this.message = `${app}: no database connection came free in time`;
    this.name = 'DatabaseBusy';
  }
}

/** A transaction lasted longer than it may; it was rolled back. */
export class TransactionTooLong extends Error {
  constructor(app: string, limitMs: number, options?: ErrorOptions) {
    super(`${app}: a transaction passed its limit of ${limitMs} ms and was rolled back`, options);
    this.name = 'TransactionTooLong';
  }
}

/** The schema is not at the version this process was built for. Names the migrations that are missing. */
export class SchemaBehind extends Error {
  constructor(
    app: string,
    readonly missing: readonly string[],
  ) {
    super(`${app}: migrations not applied: ${missing.join(', ')}`);
    this.name = 'SchemaBehind';
  }
}

/** The server ends a session whose transaction does nothing for too long. */
export const IDLE_IN_TRANSACTION = '25P03';

/** A failure to get or keep a connection, as one of the named errors above; anything else unchanged. */
export function named(app: string, error: unknown): unknown {
  if (error instanceof DatabaseUnavailable || !types.isNativeError(error)) return error;
  const { code, message } = error as Error & { code?: unknown };
  const state = typeof code === 'string' ? code : '';
  if (/timeout exceeded when trying to connect/.test(message) || state === TOO_MANY_CONNECTIONS) {
    return new DatabaseBusy(app, { cause: error });
  }
  const lost =
    LOST_SOCKET.test(state) || LOST_SESSION.test(state) || /^Connection terminated|not queryable/.test(message);
  return lost ? new DatabaseUnavailable(app, { cause: error }) : error;
}

const TOO_MANY_CONNECTIONS = '53300';
const LOST_SOCKET = /^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/;
/** SQLSTATE: connection exceptions, shutdown, crash, start-up, and the idle session's limit. */
const LOST_SESSION = /^(08...|57P01|57P02|57P03|57P05)$/;
