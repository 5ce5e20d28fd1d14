import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensurePartitions, migrate, uuidv7 } from '#libs/persistence';
import { type TestDatabase, createTestDatabase } from '#libs/testing';
import { rigaId } from '../riga/riga-id.js';
import { fattiDelleRighe } from './1795230005000-fatti-delle-righe.js';
import { INGESTION_MIGRATIONS } from './index.js';

const ENTE = 'e0000000-0000-5000-8000-000000000001';
const PRIMA = INGESTION_MIGRATIONS.slice(0, INGESTION_MIGRATIONS.indexOf(fattiDelleRighe));

describe('a ledger of the release before, with righe in it', () => {
  let database: TestDatabase;
  const [first, again, corrected, cancelled] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()].map((invio) =>
    rigaId(invio, 1),
  );

  beforeAll(async () => {
    database = await createTestDatabase([{ app: 'ingestion', migrations: PRIMA }]);
    const own = await database.open('ingestion');
    for (const now of ['2025-04-10', '2025-12-31', new Date()]) await ensurePartitions(own, 'riga', new Date(now));
    const riga = (id: string | undefined, record: string, revisione: number, stato: string) =>
      database.admin(
        `INSERT INTO ingestion.riga (id, invio_id, ente_erogatore, linea, colonna, stato, annullamento, record_id, revisione, giudicata_il)
         VALUES ($1, $1, $2, 1, 1, $3::ingestion.stato_riga, false, decode($4, 'hex'), $5, now())`,
        [id, ENTE, stato, record, revisione],
      );
    const record = (id: string, revisione: number, viva: string | undefined, annullato = false) =>
      database.admin(
        `INSERT INTO ingestion.record (record_id, ente_erogatore, revisione, annullato, impronta, riga_id, ordine)
         VALUES (decode($1, 'hex'), $2, $3, $4, '', $5, 1)`,
        [id, ENTE, revisione, annullato, viva],
      );
    await riga(first, 'aa', 1, 'superata');
    await riga(again, 'aa', 1, 'accettata');
    await record('aa', 1, again);
    await riga(corrected, 'bb', 2, 'accettata');
    await record('bb', 2, corrected);
    await riga(cancelled, 'cc', 1, 'annullata');
    await record('cc', 2, cancelled, true);
    await migrate({ adminUrl: database.adminUrl, app: 'ingestion', migrations: INGESTION_MIGRATIONS });
  });
  afterAll(() => database.drop());

  it('knows of each record the riga that other apps will speak of', async () => {
    expect(
      await database.admin(
        `SELECT encode(record_id, 'hex') AS record, coalesce(riga_origine, riga_id) AS origine FROM ingestion.record ORDER BY 1`,
      ),
    ).toEqual([
      { record: 'aa', origine: first },
      { record: 'bb', origine: corrected },
      { record: 'cc', origine: cancelled },
    ]);
    expect(await database.admin(`SELECT id, riga_origine FROM ingestion.riga WHERE riga_origine IS NOT NULL`)).toEqual([
      { id: again, riga_origine: first },
    ]);
  });

  it('can be told facts of righe of any month that it has', async () => {
    const monthsOf = (table: string) =>
      database.admin(
        `SELECT right(c.relname, 6) AS month, pg_get_expr(c.relpartbound, c.oid) AS bounds
         FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid WHERE h.inhparent = $1::regclass ORDER BY 1`,
        [`ingestion.${table}`],
      );
    const months = await monthsOf('riga');
    expect(months.map(({ month }) => month)).toEqual(expect.arrayContaining(['202503', '202512', '202601']));
    expect(await monthsOf('fatto_riga')).toEqual(months);
  });

  it('is under row-level security again', async () => {
    const tables = await database.admin(
      `SELECT relname, relforcerowsecurity AS forced FROM pg_class
       WHERE relnamespace = 'ingestion'::regnamespace AND relname IN ('riga', 'record', 'fatto_riga') ORDER BY 1`,
    );
    expect(tables).toEqual([
      { relname: 'fatto_riga', forced: true },
      { relname: 'record', forced: true },
      { relname: 'riga', forced: true },
    ]);
  });
});
