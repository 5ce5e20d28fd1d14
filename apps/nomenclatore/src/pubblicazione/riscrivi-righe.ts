import type { Tx } from '#libs/persistence';
import { type Aggregato, type RigaTabella, TABELLE, type Tabella } from '../pacchetto/aggregato.js';

const ROWS_PER_STATEMENT = 5_000;

/**
 * Takes the rows of things that change, or end, out of their tables and puts the new ones in.
 * @param stale ids of all things whose rows are there no more as they were
 */
export async function rewriteRows(tx: Tx, stale: readonly string[], fresh: readonly Aggregato[]): Promise<void> {
  for (const [tabella, owner] of Object.entries(TABELLE) as [Tabella, string][]) {
    if (stale.length > 0) await tx.execute(`DELETE FROM ${tabella} WHERE ${owner}::text = ANY($1)`, [stale]);
    await insertRows(
      tx,
      tabella,
      fresh.flatMap(({ righe }) => righe[tabella] ?? []),
    );
  }
}

async function insertRows(tx: Tx, tabella: Tabella, righe: readonly RigaTabella[]): Promise<void> {
  for (let from = 0; from < righe.length; from += ROWS_PER_STATEMENT) {
    await tx.execute(`INSERT INTO ${tabella} SELECT * FROM jsonb_populate_recordset(NULL::${tabella}, $1::jsonb)`, [
      JSON.stringify(righe.slice(from, from + ROWS_PER_STATEMENT)),
    ]);
  }
}
