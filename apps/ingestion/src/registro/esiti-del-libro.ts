import type { Tx } from '#libs/persistence';
import type { EsitoRiga } from '#libs/security';
import { numeroOf, rigaId } from '../riga/riga-id.js';

/** What is sealed of the righe of an invio, from one number to another, both included; 0 is the document as a whole. */
export async function readEsiti(
  tx: Tx,
  { invioId, illeggibile }: { readonly invioId: string; readonly illeggibile: boolean },
  dal: number,
  al: number,
): Promise<EsitoRiga[]> {
  const range = [rigaId(invioId, dal), rigaId(invioId, al)];
  const righe = await tx.query<{ id: string; respinta: boolean }>(
    `SELECT id, stato = 'respinta' AS respinta FROM riga WHERE id BETWEEN $1 AND $2 ORDER BY id`,
    range,
  );
  const rilievi = await tx.query<{ riga_id: string; errori: string[]; avvisi: string[] }>(
    `SELECT riga_id, coalesce(array_agg(regola) FILTER (WHERE errore), '{}') AS errori,
       coalesce(array_agg(regola) FILTER (WHERE NOT errore), '{}') AS avvisi
     FROM rilievo WHERE riga_id BETWEEN $1 AND $2 GROUP BY riga_id`,
    range,
  );
  const codici = new Map(rilievi.map((row) => [row.riga_id, row]));
  const esitoOf = (id: string, respinta: boolean): EsitoRiga => {
    const { errori = [], avvisi = [] } = codici.get(id) ?? {};
    return { numero: numeroOf(id), respinta, errori, avvisi };
  };
  const documento = dal === 0 ? [esitoOf(rigaId(invioId, 0), illeggibile)] : [];
  return [...documento, ...righe.map(({ id, respinta }) => esitoOf(id, respinta))];
}
