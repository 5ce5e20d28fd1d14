import type { Tx } from '#libs/persistence';
import { rigaId, rigaIdRange } from './riga-id.js';

/** Righe of an invio by state, of those the role may see. */
export async function countRighe(tx: Tx, invioId: string): Promise<Record<string, number>> {
  const rows = await tx.query<{ stato: string; righe: number }>(
    `SELECT stato, count(*) AS righe FROM riga WHERE id BETWEEN $1 AND $2 GROUP BY stato ORDER BY stato`,
    [rigaId(invioId, 1), rigaIdRange(invioId)[1]],
  );
  return Object.fromEntries(rows.map(({ stato, righe }) => [stato, righe]));
}
