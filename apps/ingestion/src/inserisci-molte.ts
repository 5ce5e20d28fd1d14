import type { Tx } from '#libs/persistence';

/** A column to fill: its name, its type in PostgreSQL, and how to take its value from a row. */
export interface Colonna<R> {
  readonly nome: string;
  readonly tipo: string;
  readonly valore: (row: R) => unknown;
}

/**
 * Inserts rows of one table in one statement, column by column. COPY would be faster still, but PostgreSQL refuses it on tables with
 * row-level security.
 * @returns rows inserted; fewer than given only with `ON CONFLICT DO NOTHING` in `ending`
 */
export function insertMany<R>(
  tx: Tx,
  table: string,
  columns: readonly Colonna<R>[],
  rows: readonly R[],
  ending = '',
): Promise<number> {
  if (rows.length === 0) return Promise.resolve(0);
  const names = columns.map(({ nome }) => nome).join();
  const arrays = columns.map(({ tipo }, at) => `$${at + 1}::${tipo}[]`).join();
  return tx.execute(
    `INSERT INTO ${table} (${names}) SELECT * FROM unnest(${arrays}) ${ending}`,
    columns.map(({ valore }) => rows.map(valore)),
  );
}

/** Bytes as PostgreSQL reads them inside an array of bytea. */
export function byteaOf(hex: string): string {
  return `\\x${hex}`;
}
