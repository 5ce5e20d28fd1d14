import { type Sql, type Tx, bigints, booleans, hexes, ints, texts, uuids } from '#libs/persistence';
import type { RecordNoto } from './record-noto.js';

const COLONNE = `record_id, revisione, annullato, impronta, riga_id, ordine, riga_origine, ente_erogatore, doppione, gemello`;
const ROWS = `unnest($1::bytea[], $2::int[], $3::boolean[], $4::bytea[], $5::uuid[], $6::bigint[], $7::uuid[], $8::uuid[],
    $9::bytea[], $10::boolean[], $11::text[])
  AS t (${COLONNE}, completare_entro)`;
const INSERT: Sql = {
  name: 'snodo_ingestion_record',
  text: `INSERT INTO record (${COLONNE}, completare_entro) SELECT ${COLONNE}, completare_entro::date FROM ${ROWS}`,
};
const UPDATE: Sql = {
  name: 'snodo_ingestion_record_update',
  text: `UPDATE record r SET revisione = t.revisione, annullato = t.annullato, impronta = t.impronta, riga_id = t.riga_id,
      ordine = t.ordine, riga_origine = t.riga_origine, doppione = t.doppione, gemello = t.gemello,
      completare_entro = t.completare_entro::date
    FROM ${ROWS} WHERE r.record_id = t.record_id`,
};
/** Before others take them: one statement would meet names that it has not given up yet. */
const RELEASE: Sql = {
  name: 'snodo_ingestion_record_release',
  text: `UPDATE record SET doppione = NULL WHERE record_id = ANY ($1::bytea[])`,
};
const UNIQUE_VIOLATION = '23505';

/** Another transaction made the same new record, or one of the same prestazione, between our look and our write: begin again. */
export class RecordContesi extends Error {
  override readonly name = 'RecordContesi';
}

/** Stores the new state of records. @throws RecordContesi: the transaction is lost */
export async function writeRecords(
  tx: Tx,
  noti: ReadonlyMap<string, RecordNoto>,
  record: readonly RecordNoto[],
): Promise<void> {
  const nuovi = record.filter(({ recordId }) => !noti.has(recordId)).toSorted(byId);
  const variati = record.filter(({ recordId }) => noti.has(recordId));
  try {
    if (variati.length > 0) {
      const contesi = contestedOf(noti, variati);
      if (contesi.length > 0) await tx.execute(RELEASE, [hexes(contesi)]);
      await tx.execute(UPDATE, columnsOf(variati));
    }
    // ON CONFLICT would spare the lost transaction, and cost every other a third of its time.
    if (nuovi.length > 0) await tx.execute(INSERT, columnsOf(nuovi));
  } catch (error) {
    throw (error as { code?: unknown }).code === UNIQUE_VIOLATION ? new RecordContesi() : error;
  }
}

/** Records that give up the name of a prestazione which another one, known as they are, takes. */
function contestedOf(noti: ReadonlyMap<string, RecordNoto>, variati: readonly RecordNoto[]): string[] {
  const presi = new Set(variati.filter((one) => nameOf(one) !== nameOf(noti.get(one.recordId)!)).map(nameOf));
  presi.delete(undefined);
  if (presi.size === 0) return [];
  const before = variati.map(({ recordId }) => noti.get(recordId)!);
  return before.filter((one) => presi.has(nameOf(one))).map(({ recordId }) => recordId);
}

/** Of a twin its own: it stands in nobody's way. */
function nameOf({ stato, doppione, gemello }: RecordNoto): string | undefined {
  return stato === 'attivo' && doppione !== null && !gemello ? doppione : undefined;
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
    uuids(record.map(({ enteErogatore }) => enteErogatore)),
    hexes(record.map(({ doppione }) => doppione)),
    booleans(record.map(({ gemello }) => gemello)),
    texts(record.map(({ completareEntro }) => completareEntro)),
  ];
}

function byId(one: RecordNoto, other: RecordNoto): number {
  return one.recordId < other.recordId ? -1 : 1;
}
