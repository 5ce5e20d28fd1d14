import type { StatoRiga } from '#libs/codici';
import type { Tx } from '#libs/persistence';
import { rigaId, rigaIdRange } from './riga-id.js';
import { hasInpsTheWord } from './stato-riga.js';

/** Righe of an invio by state, of those the role may see. */
export async function countRighe(tx: Tx, invioId: string): Promise<Record<string, number>> {
  return (await countRigheEdSilenti(tx, invioId, null)).perStato;
}

/** Righe of an invio by state, and those of them on which INPS has owed an answer since before `silenziDa`. */
export async function countRigheEdSilenti(
  tx: Tx,
  invioId: string,
  silenziDa: Date | null,
): Promise<{ perStato: Record<string, number>; silenti: number }> {
  const rows = await tx.query<{ stato: string; righe: number; silenti: number }>(
    `SELECT stato, count(*) AS righe, count(*) FILTER (WHERE in_attesa_dal <= $3) AS silenti
     FROM riga WHERE id BETWEEN $1 AND $2 GROUP BY stato ORDER BY stato`,
    [rigaId(invioId, 1), rigaIdRange(invioId)[1], silenziDa],
  );
  return {
    perStato: Object.fromEntries(rows.map(({ stato, righe }) => [stato, righe])),
    silenti: rows
      .filter(({ stato }) => hasInpsTheWord(stato as StatoRiga))
      .reduce((sum, { silenti }) => sum + silenti, 0),
  };
}
