import type { Tx } from '#libs/persistence';
import { type Colonna, byteaOf, insertMany } from '../inserisci-molte.js';
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
  const ente: Colonna<RecordNoto> = { nome: 'ente_erogatore', tipo: 'uuid', valore: () => enteErogatore };
  const inserted = await insertMany(tx, 'record', [...COLONNE, ente], nuovi, 'ON CONFLICT DO NOTHING');
  if (inserted < nuovi.length) throw new RecordContesi();
  const variati = record.filter(({ recordId }) => noti.has(recordId));
  if (variati.length === 0) return;
  const names = COLONNE.map(({ nome }) => nome);
  await tx.execute(
    `UPDATE record r SET ${names.map((name) => `${name} = t.${name}`).join()}
     FROM unnest(${COLONNE.map(({ tipo }, at) => `$${at + 1}::${tipo}[]`).join()}) t (${names.join()})
     WHERE r.record_id = t.record_id`,
    COLONNE.map(({ valore }) => variati.map(valore)),
  );
}

const COLONNE: readonly Colonna<RecordNoto>[] = [
  { nome: 'record_id', tipo: 'bytea', valore: ({ recordId }) => byteaOf(recordId) },
  { nome: 'revisione', tipo: 'int', valore: ({ revisione }) => revisione },
  { nome: 'annullato', tipo: 'boolean', valore: ({ stato }) => stato === 'annullato' },
  { nome: 'impronta', tipo: 'bytea', valore: ({ impronta }) => byteaOf(impronta) },
  { nome: 'riga_id', tipo: 'uuid', valore: ({ rigaId }) => rigaId },
  { nome: 'ordine', tipo: 'bigint', valore: ({ ordine }) => ordine },
];

function byId(one: RecordNoto, other: RecordNoto): number {
  return one.recordId < other.recordId ? -1 : 1;
}
