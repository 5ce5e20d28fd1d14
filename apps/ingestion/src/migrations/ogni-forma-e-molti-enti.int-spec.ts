import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensurePartitions, migrate, uuidv7 } from '#libs/persistence';
import { type TestDatabase, createTestDatabase } from '#libs/testing';
import { rigaId } from '../riga/riga-id.js';
import { ogniFormaEMoltiEnti } from './1795230007000-ogni-forma-e-molti-enti.js';
import { INGESTION_MIGRATIONS } from './index.js';

const ENTE = 'e0000000-0000-5000-8000-000000000001';
const ALTRO = 'e0000000-0000-5000-8000-000000000002';
const PRIMA = INGESTION_MIGRATIONS.slice(0, INGESTION_MIGRATIONS.indexOf(ogniFormaEMoltiEnti));

describe('a ledger of the release before, with an invio and its records in it', () => {
  let database: TestDatabase;
  const invio = uuidv7();
  const insertRecord = (id: number, columns = '', values = '') =>
    database.admin(
      `INSERT INTO ingestion.record (record_id, ente_erogatore, revisione, annullato, impronta, riga_id, ordine${columns})
       VALUES (decode(lpad(to_hex($1::int), 64, '0'), 'hex'), $2, 1, false, '\\x00', $3, 1${values})`,
      [id, ENTE, rigaId(invio, id)],
    );

  beforeAll(async () => {
    database = await createTestDatabase([{ app: 'ingestion', migrations: PRIMA }]);
    const own = await database.open('ingestion');
    for (const table of ['riga', 'rilievo', 'fatto_riga']) await ensurePartitions(own, table, new Date());
    await database.admin(
      `INSERT INTO ingestion.invio (id, ente_mittente, depositante, client_id, tracciato, canale, dimensione, impronta, chiave_custodia,
         ricevuto_il, ente_erogatore, stato) VALUES ($1, $2, $2, 'c', 'PS_PSA_SINA@201812', 'rest', 1, '', '', now(), $2, 'concluso')`,
      [invio, ENTE],
    );
    await insertRecord(1);
    await migrate({ adminUrl: database.adminUrl, app: 'ingestion', migrations: INGESTION_MIGRATIONS });
  });
  afterAll(() => database.drop());

  it('keeps them: of no form that is known, complete, under no name of a prestazione', async () => {
    expect(await database.admin(`SELECT formato FROM ingestion.invio`)).toEqual([{ formato: null }]);
    expect(await database.admin(`SELECT doppione, gemello, completare_entro FROM ingestion.record`)).toEqual([
      { doppione: null, gemello: false, completare_entro: null },
    ]);
  });

  it('goes on being written by a process of the release before', async () => {
    await insertRecord(2);
    expect(await database.admin(`SELECT 1 FROM ingestion.record`)).toHaveLength(2);
  });

  it('lets one record at a time have the name of a prestazione, with its twins', async () => {
    const named = (id: number, gemello: boolean) => insertRecord(id, ', doppione, gemello', `, '\\xaa', ${gemello}`);
    await named(3, false);
    await named(4, true);
    await named(5, true);
    await expect(named(6, false)).rejects.toMatchObject({ code: '23505' });
    await database.admin(`UPDATE ingestion.record SET annullato = true WHERE doppione = '\\xaa' AND NOT gemello`);
    await named(6, false);
  });

  it('shows an invio to its ente as before, and to the enti of which it holds righe', async () => {
    const own = await database.open('ingestion');
    const seenBy = (enti: string) => own.statement('api', { enti }, `SELECT id FROM invio`);
    expect([await seenBy(ENTE), await seenBy(ALTRO)]).toEqual([[{ id: invio }], []]);
    const note = `INSERT INTO erogatore_invio (invio_id, ente_erogatore) VALUES ($1, $2)`;
    await expect(own.statement('api', { enti: ALTRO }, note, [invio, ALTRO])).rejects.toMatchObject({ code: '42501' });
    await own.statement('consumer', {}, note, [invio, ALTRO]);
    expect([await seenBy(ENTE), await seenBy(ALTRO)]).toEqual([[{ id: invio }], [{ id: invio }]]);
  });
});
