import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensurePartitions, migrate, uuidv7 } from '#libs/persistence';
import { type TestDatabase, createTestDatabase } from '#libs/testing';
import { rigaId } from '../riga/riga-id.js';
import { attesaDiCodifica } from './1795230006000-attesa-di-codifica.js';
import { INGESTION_MIGRATIONS } from './index.js';

const ENTE = 'e0000000-0000-5000-8000-000000000001';
const PRIMA = INGESTION_MIGRATIONS.slice(0, INGESTION_MIGRATIONS.indexOf(attesaDiCodifica));

describe('a ledger of the release before, with righe and a job in it', () => {
  let database: TestDatabase;
  const riga = rigaId(uuidv7(), 1);

  beforeAll(async () => {
    database = await createTestDatabase([{ app: 'ingestion', migrations: PRIMA }]);
    const own = await database.open('ingestion');
    for (const table of ['riga', 'fatto_riga']) await ensurePartitions(own, table, new Date());
    await database.admin(
      `INSERT INTO ingestion.riga (id, invio_id, ente_erogatore, linea, colonna, stato, annullamento, record_id, revisione, giudicata_il)
       VALUES ($1, $1, $2, 1, 1, 'accettata', false, '\\x00', 1, now())`,
      [riga, ENTE],
    );
    await database.admin(
      `INSERT INTO ingestion.lavoro (invio_id, ente, genere, grande, righe_lette) VALUES ($1, $2, 'validazione', true, 5000)`,
      [riga, ENTE],
    );
    await migrate({ adminUrl: database.adminUrl, app: 'ingestion', migrations: INGESTION_MIGRATIONS });
  });
  afterAll(() => database.drop());

  it('keeps them: their codes were INPS’s own, and a job under way begins its reading again', async () => {
    expect(await database.admin(`SELECT stato, codice_ricevuto, codice_inps, codifica FROM ingestion.riga`)).toEqual([
      { stato: 'accettata', codice_ricevuto: null, codice_inps: null, codifica: null },
    ]);
    expect(await database.admin(`SELECT registri FROM ingestion.lavoro`)).toEqual([{ registri: null }]);
  });

  it('takes the new facts from then on', async () => {
    const own = await database.open('ingestion');
    for (const tipo of ['trattenuta', 'sbloccata']) {
      await own.statement(
        'consumer',
        {},
        `INSERT INTO fatto_riga (riga_id, tipo, il, ente_erogatore) VALUES ($1, $2::tipo_fatto, now(), $3)`,
        [riga, tipo, ENTE],
      );
    }
    expect(await database.admin(`SELECT tipo FROM ingestion.fatto_riga ORDER BY tipo`)).toEqual([
      { tipo: 'trattenuta' },
      { tipo: 'sbloccata' },
    ]);
  });

  it('is migrated once', async () => {
    expect(await migrate({ adminUrl: database.adminUrl, app: 'ingestion', migrations: INGESTION_MIGRATIONS })).toEqual(
      [],
    );
  });
});
