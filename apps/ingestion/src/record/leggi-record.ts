import type { Tx } from '#libs/persistence';
import type { RecordNoto } from './revisioni.js';

/**
 * The records with these ids, locked until the commit. Always taken in the order of their ids, so that two invii that share records
 * wait for each other instead of blocking each other.
 */
export async function lockRecords(tx: Tx, recordIds: readonly string[]): Promise<Map<string, RecordNoto>> {
  const rows = await tx.query<RecordNoto>(
    `SELECT encode(record_id, 'hex') AS "recordId", revisione, CASE WHEN annullato THEN 'annullato' ELSE 'attivo' END AS stato,
       encode(impronta, 'hex') AS impronta, riga_id AS "rigaId", ordine
     FROM record WHERE record_id = ANY ($1::bytea[]) ORDER BY record_id FOR UPDATE`,
    [[...new Set(recordIds)].toSorted().map(byteaOf)],
  );
  return new Map(rows.map((row) => [row.recordId, row]));
}

/** Another transaction made the same new record between our look and our write: the lotto must be applied again. */
export class RecordContesi extends Error {
  override readonly name = 'RecordContesi';
}

/** Stores the new state of records. @throws RecordContesi */
export async function writeRecords(
  tx: Tx,
  enteErogatore: string,
  noti: ReadonlyMap<string, RecordNoto>,
  record: readonly RecordNoto[],
): Promise<void> {
  const nuovi = record.filter(({ recordId }) => !noti.has(recordId)).toSorted(byId);
  if (nuovi.length > 0) {
    const inserted = await tx.execute(
      `INSERT INTO record (record_id, revisione, annullato, impronta, riga_id, ordine, ente_erogatore)
       SELECT t.*, $7::uuid FROM unnest(${COLONNE}) t ON CONFLICT DO NOTHING`,
      [...columns(nuovi), enteErogatore],
    );
    if (inserted < nuovi.length) throw new RecordContesi();
  }
  const variati = record.filter(({ recordId }) => noti.has(recordId));
  if (variati.length > 0) {
    await tx.execute(
      `UPDATE record r SET revisione = t.revisione, annullato = t.annullato, impronta = t.impronta, riga_id = t.riga_id,
         ordine = t.ordine
       FROM unnest(${COLONNE}) t (record_id, revisione, annullato, impronta, riga_id, ordine)
       WHERE r.record_id = t.record_id`,
      columns(variati),
    );
  }
}

const COLONNE = '$1::bytea[], $2::int[], $3::boolean[], $4::bytea[], $5::uuid[], $6::bigint[]';

function columns(record: readonly RecordNoto[]): unknown[] {
  return [
    record.map(({ recordId }) => byteaOf(recordId)),
    record.map(({ revisione }) => revisione),
    record.map(({ stato }) => stato === 'annullato'),
    record.map(({ impronta }) => byteaOf(impronta)),
    record.map(({ rigaId }) => rigaId),
    record.map(({ ordine }) => ordine),
  ];
}

/** As PostgreSQL reads it inside an array: the driver would write a Buffer the same way, at a cost for each. */
function byteaOf(hex: string): string {
  return `\\x${hex}`;
}

function byId(one: RecordNoto, other: RecordNoto): number {
  return one.recordId < other.recordId ? -1 : 1;
}
