import type { Tx } from '#libs/persistence';

/** A statement that is planned once per connection: half the cost of a small transaction is planning the same thing again. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** @returns the rows */
export async function run<R>(tx: Tx, statement: Prepared, values: readonly unknown[]): Promise<R[]> {
  const { rows } = await tx.client.query({ ...statement, values: values as unknown[] });
  return rows as R[];
}
