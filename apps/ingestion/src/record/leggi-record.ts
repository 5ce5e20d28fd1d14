import type { Sql, Tx } from '#libs/persistence';
import { bigints, booleans, hexes, ints, uuids } from '../colonne-binarie.js';
import type { RecordNoto } from './revisioni.js';

const LOCK: Sql = {
  name: 'snodo_ingestion_record_lock',
  text: `SELECT encode(record_id, 'hex') AS "recordId", revisione, CASE WHEN annullato THEN 'annullato' ELSE 'attivo' END AS stato,
      encode(impronta, 'hex') AS impronta, riga_id AS "rigaId", coalesce(riga_origine, riga_id) AS "rigaOrigine", ordine,
      ente_erogatore AS "enteErogatore"
    FROM record WHERE record_id = ANY ($1::bytea[]) ORDER BY record_id FOR UPDATE`,
};
const ROWS = `unnest($1::bytea[], $2::int[], $3::boolean[], $4::bytea[], $5::uuid[], $6::bigint[], $7::uuid[])
  AS t (record_id, revisione, annullato, impronta, riga_id, ordine, riga_origine)`;
const INSERT: Sql = {
  name: 'snodo_ingestion_record',
  text: `INSERT INTO record (record_id, revisione, annullato, impronta, riga_id, ordine, riga_origine, ente_erogatore)
    SELECT t.*, $8::uuid FROM ${ROWS}`,
};
const UPDATE: Sql = {
  name: 'snodo_ingestion_record_update',
  text: `UPDATE record r SET revisione = t.revisione, annullato = t.annullato, impronta = t.impronta, riga_id = t.riga_id,
      ordine = t.ordine, riga_origine = t.riga_origine
    FROM ${ROWS} WHERE r.record_id = t.record_id`,
};
const UNIQUE_VIOLATION = '23505';

/** A record of an ente, ours until the commit. */
export interface RecordBloccato extends RecordNoto {
  readonly enteErogatore: string;
}

/**
 * The records with these ids, locked until the commit. Always taken in the order of their ids, so that two invii that share records
 * wait for each other instead of blocking each other. Whoever holds the record of a riga is the only one that changes the riga's state.
 */
export async function lockRecords(tx: Tx, recordIds: readonly string[]): Promise<Map<string, RecordBloccato>> {
  const rows = await tx.query<RecordBloccato>(LOCK, [hexes([...new Set(recordIds)].toSorted())]);
  return new Map(rows.map((row) => [row.recordId, row]));
}

/** Another transaction made the same new record between our look and our write: the lotto must be applied again. */
export class RecordContesi extends Error {
  override readonly name = 'RecordContesi';
}

/** Stores the new state of records. @throws RecordContesi: the transaction is lost */
export async function writeRecords(
  tx: Tx,
  enteErogatore: string,
  noti: ReadonlyMap<string, RecordNoto>,
  record: readonly RecordNoto[],
): Promise<void> {
  const nuovi = record.filter(({ recordId }) => !noti.has(recordId)).toSorted(byId);
  if (nuovi.length > 0) {
    await tx.execute(INSERT, [...columnsOf(nuovi), enteErogatore]).catch((error: unknown) => {
      // ON CONFLICT would spare the lost transaction, and cost every other a third of its time.
      throw (error as { code?: unknown }).code === UNIQUE_VIOLATION ? new RecordContesi() : error;
    });
  }
  const variati = record.filter(({ recordId }) => noti.has(recordId));
  if (variati.length > 0) await tx.execute(UPDATE, columnsOf(variati));
}

function columnsOf(record: readonly RecordNoto[]): Buffer[] {
  return [
    hexes(record.map(({ recordId }) => recordId)),
    ints(record.map(({ revisione }) => revisione)),
    booleans(record.map(({ stato }) => stato === 'annullato')),
    hexes(record.map(({ impronta }) => impronta)),
    uuids(record.map(({ rigaId }) => rigaId)),
    bigints(record.map(({ ordine }) => ordine)),
    uuids(record.map(({ rigaOrigine }) => rigaOrigine)),
  ];
}

function byId(one: RecordNoto, other: RecordNoto): number {
  return one.recordId < other.recordId ? -1 : 1;
}
