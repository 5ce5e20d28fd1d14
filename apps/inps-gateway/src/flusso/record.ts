import type { MotivoNonTrasmissibile, TestataRighe } from '#libs/contracts';
import type { Sql, Tx } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import type { Contenuto } from '#libs/tracciati';

/** What the ente's own channel has told INPS of a record. */
export interface Lasciato {
  readonly contenuto: Contenuto;
  readonly testata: TestataRighe;
}

/** What is known of one logical record. */
export interface Record {
  readonly recordId: string;
  readonly rigaId: string;
  readonly revisione: number;
  readonly annullato: boolean;
  /** Why nothing of its revision is published. */
  readonly motivo: MotivoNonTrasmissibile | null;
  /** Places in the log of the flussi that INPS holds. */
  readonly vivi: readonly number[];
  readonly lasciato: Lasciato | null;
}

const place = (recordId: string): string => `record/${recordId}`;

const READ: Sql = {
  name: 'snodo_inps_record',
  text: `SELECT encode(record_id, 'hex') AS "recordId", riga_id AS "rigaId", revisione, annullato, motivo, vivi::text[] AS vivi, lasciato
    FROM record WHERE record_id = ANY (SELECT decode(id, 'hex') FROM unnest($1::text[]) AS id) ORDER BY record_id FOR UPDATE`,
};

/** The records with these ids, held until the commit: an outcome that arrives meanwhile must not be overwritten. */
export async function lockRecords(
  tx: Tx,
  keyRing: KeyRing,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, Record>> {
  const rows = await tx.query<Record & { vivi: string[]; lasciato: Buffer | null }>(READ, [[...new Set(recordIds)]]);
  return new Map(
    rows.map(({ lasciato, vivi, ...row }) => [
      row.recordId,
      { ...row, vivi: vivi.map(Number), lasciato: lasciato === null ? null : open(keyRing, row.recordId, lasciato) },
    ]),
  );
}

const WRITE: Sql = {
  name: 'snodo_inps_record_write',
  text: `INSERT INTO record AS r (record_id, ente, riga_id, revisione, annullato, motivo, vivi, lasciato)
    SELECT decode(t.record_id, 'hex'), $1, t.riga_id, t.revisione, t.annullato, t.motivo, t.vivi::bigint[], t.lasciato
    FROM unnest($2::text[], $3::uuid[], $4::int[], $5::boolean[], $6::text[], $7::text[], $8::bytea[])
      AS t (record_id, riga_id, revisione, annullato, motivo, vivi, lasciato)
    ON CONFLICT (record_id) DO UPDATE SET riga_id = excluded.riga_id, revisione = excluded.revisione,
      annullato = excluded.annullato, motivo = excluded.motivo, vivi = excluded.vivi, lasciato = excluded.lasciato
      WHERE r.revisione < excluded.revisione`,
};

/** Stores the new state of records of an ente, whose `registro` the transaction holds. */
export async function writeRecords(tx: Tx, keyRing: KeyRing, ente: string, records: readonly Record[]): Promise<void> {
  if (records.length === 0) return;
  await tx.execute(WRITE, [
    ente,
    records.map(({ recordId }) => recordId),
    records.map(({ rigaId }) => rigaId),
    records.map(({ revisione }) => revisione),
    records.map(({ annullato }) => annullato),
    records.map(({ motivo }) => motivo),
    records.map(({ vivi }) => `{${vivi.join()}}`),
    records.map(({ recordId, lasciato }) => (lasciato === null ? null : seal(keyRing, recordId, lasciato))),
  ]);
}

function seal(keyRing: KeyRing, recordId: string, lasciato: Lasciato): Buffer {
  return keyRing.encrypt(Buffer.from(JSON.stringify(lasciato)), place(recordId));
}

function open(keyRing: KeyRing, recordId: string, sealed: Buffer): Lasciato {
  return JSON.parse(keyRing.decrypt(sealed, place(recordId)).toString()) as Lasciato;
}
