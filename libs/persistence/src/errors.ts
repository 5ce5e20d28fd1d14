/** No connection came free in time: the caller should be told to come back (503), nothing was done. */
export class DatabaseBusy extends Error {
  constructor(app: string, options?: ErrorOptions) {
    super(`${app}: no database connection came free in time`, options);
    this.name = 'DatabaseBusy';
  }
}

/** A transaction lasted longer than it may; it was rolled back. */
export class TransactionTooLong extends Error {
  constructor(app: string, limitMs: number) {
    super(`${app}: a transaction passed its limit of ${limitMs} ms and was rolled back`);
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
