import { type Sql, type Tx, hexes } from '#libs/persistence';
import type { RecordNoto } from './record-noto.js';

/** Not `record_id … OR doppione …`: a plan for both at once reads the whole table as long as it is young. */
const LOCK: Sql = {
  name: 'snodo_ingestion_record_lock',
  text: `SELECT encode(record_id, 'hex') AS "recordId", revisione, CASE WHEN annullato THEN 'annullato' ELSE 'attivo' END AS stato,
      encode(impronta, 'hex') AS impronta, riga_id AS "rigaId", coalesce(riga_origine, riga_id) AS "rigaOrigine", ordine,
      ente_erogatore AS "enteErogatore", encode(doppione, 'hex') AS doppione, gemello, completare_entro AS "completareEntro"
    FROM record WHERE record_id = ANY (ARRAY(
      SELECT unnest($1::bytea[]) UNION SELECT record_id FROM record 
        WHERE doppione = ANY (ARRAY(SELECT unnest($2::bytea[]))) AND doppione IS NOT NULL AND NOT annullato))
    ORDER BY record_id FOR UPDATE`,
};

/**
 * The records with these ids, and the active ones of these prestazioni, locked until the commit. Always taken in the order of their ids,
 * so that two invii that share records wait for each other instead of blocking each other. Whoever holds the record of a riga is the only
 * one that changes the riga's state.
 */
export async function lockRecords(
  tx: Tx,
  recordIds: readonly string[],
  doppioni: readonly string[] = [],
): Promise<Map<string, RecordNoto>> {
  const rows = await tx.query<RecordNoto>(LOCK, [
    hexes([...new Set(recordIds)].toSorted()),
    hexes([...new Set(doppioni)]),
  ]);
  return new Map(rows.map((row) => [row.recordId, row]));
}
