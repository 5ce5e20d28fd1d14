/** Who must act on an error: the sender mends its request, the hub's operators mend the hub, upstream is INPS or PDND. */
export type Fault = 'sender' | 'hub' | 'upstream' | 'network';

/** One row of an app's error table: everything a caller learns of an error, decided in one place. */
export interface ErrorRow {
  readonly status: number;
  readonly fault: Fault;
  readonly retryable: boolean;
  /** Italian, one line, no values. */
  readonly title: string;
  /** Italian: what to do now. */
  readonly remedy: string;
}

export type ErrorTable = Readonly<Record<string, ErrorRow>>;

/** Checks and freezes an error table; codes are snake_case and stable for ever. */
export function defineErrors<const T extends ErrorTable>(table: T): Readonly<T> {
  for (const [code, row] of Object.entries(table)) {
    if (!/^[a-z][a-z0-9_]*$/.test(code)) throw new Error(`error code ${code} is not snake_case`);
    if (row.status < 400 || row.status > 599) throw new Error(`error ${code} has status ${row.status}`);
  }
  return Object.freeze(table);
}

/** A named outcome that becomes a problem+json answer. `detail` is Italian and never holds personal data. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly row: ErrorRow,
    readonly detail: string = row.remedy,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code}: ${row.title}`);
    this.name = 'Problem';
  }
}

/** The thrower of an app's own table: `const problem = problemsOf(INGESTION_ERRORS); throw problem('invio_sconosciuto')`. */
export function problemsOf<T extends ErrorTable>(table: T) {
  return (code: keyof T & string, detail?: string, extra?: Readonly<Record<string, unknown>>): Problem =>
    new Problem(code, table[code]!, detail, extra);
}
