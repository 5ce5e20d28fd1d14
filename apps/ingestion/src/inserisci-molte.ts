/** A column to fill: its name, its type in PostgreSQL, and how to take its value from a row. */
export interface Colonna<R> {
  readonly nome: string;
  readonly tipo: string;
  readonly valore: (row: R) => unknown;
}
