import { type Sql, type Tx, uuids } from '#libs/persistence';
import type { Fatto } from './fatto.js';

/** A fact as it is stored: INPS's words still sealed. */
export interface FattoLetto extends Omit<Fatto, 'descrizione'> {
  readonly descrizione: Buffer | null;
}

/** Bounds beside the list: with them the server leaves the months of other righe alone, whatever the list is. */
const READ: Sql = {
  name: 'snodo_ingestion_fatti',
  text: `SELECT riga_id AS "rigaId", tipo, flusso, il, codice, di, operazione, descrizione, acquisito_il AS "acquisitoIl"
    FROM fatto_riga WHERE riga_id = ANY ($1::uuid[]) AND riga_id BETWEEN $2 AND $3
    ORDER BY riga_id, il, tipo, flusso, codice`,
};

/** Facts of righe that the role may see, by riga; in order of time. @param righe ids of righe that made a revision */
export async function readFatti(tx: Tx, righe: readonly string[]): Promise<Map<string, FattoLetto[]>> {
  const ids = [...new Set(righe)].toSorted();
  if (ids.length === 0) return new Map();
  const rows = await tx.query<FattoLetto>(READ, [uuids(ids), ids[0], ids.at(-1)]);
  const found = new Map<string, FattoLetto[]>();
  for (const row of rows) {
    const ofRiga = found.get(row.rigaId);
    if (ofRiga === undefined) found.set(row.rigaId, [row]);
    else ofRiga.push(row);
  }
  return found;
}
