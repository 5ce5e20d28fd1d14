import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, SystemClock, ensurePartitions, migrate, uuidv7 } from '#libs/persistence';
import { SigillaRegistro, VerificaRegistro } from '#libs/registro';
import { FirmaRicevute } from '#libs/security';
import { type TestDatabase, createTestDatabase } from '#libs/testing';
import { registroDiProva } from '../registro/prova/registro-di-prova.js';
import { issueRicevuta } from '../ricevuta/ricevuta.js';
import { registroSigillato } from './1795230008000-registro-sigillato.js';
import { INGESTION_MIGRATIONS } from './index.js';

const ENTE = 'e0000000-0000-5000-8000-000000000001';
const PRIMA = INGESTION_MIGRATIONS.slice(0, INGESTION_MIGRATIONS.indexOf(registroSigillato));
const RICEVUTE = 1200;

describe('an ingestion of the release before, with ricevute and invii in it', () => {
  let database: TestDatabase;
  let own: Database;
  let firma: FirmaRicevute;
  const invii = Array.from({ length: RICEVUTE }, () => uuidv7());

  /** Every third is concluded. @param dal number of the first */
  async function deposit(ids: readonly string[], dal: number): Promise<void> {
    const rows = ids.map((id, offset) => {
      const at = dal + offset;
      const ricevuto_il = new Date(Date.UTC(2025, 0, 1) + at * 3_600_000);
      const contenuto = {
        id: uuidv7(ricevuto_il),
        numero: `2025/${at + 1}`,
        invio_id: id,
        ente: ENTE,
        tracciato: 'PS_PSA_SINA@201812',
        dimensione: 1,
        impronta_sha256: randomBytes(32).toString('hex'),
        ricevuto_il: ricevuto_il.toISOString(),
      };
      const { firma: jws, foglia } = issueRicevuta(contenuto, firma);
      return { ...contenuto, progressivo: at + 1, jws, foglia: foglia.toString('hex'), concluso: at % 3 === 0 };
    });
    const given = `WITH d AS (SELECT * FROM jsonb_to_recordset($1) AS d (id uuid, invio_id uuid, ente uuid, tracciato text,
      impronta_sha256 text, ricevuto_il timestamptz, progressivo bigint, jws text, foglia text, concluso boolean))`;
    await database.admin(
      `${given} INSERT INTO ingestion.invio (id, ente_mittente, depositante, client_id, tracciato, canale, stato, dimensione, impronta,
         chiave_custodia, ricevuto_il, righe, concluso_il)
       SELECT invio_id, ente, ente, 'x', tracciato, 'rest', CASE WHEN concluso THEN 'concluso' ELSE 'ricevuto' END, 1,
         decode(impronta_sha256, 'hex'), '', ricevuto_il, CASE WHEN concluso THEN 0 END, CASE WHEN concluso THEN ricevuto_il END FROM d`,
      [JSON.stringify(rows)],
    );
    await database.admin(
      `${given} INSERT INTO ingestion.ricevuta (id, numero, invio_id, ente_mittente, depositante, firma, foglia, emessa_il)
       SELECT id, progressivo, invio_id, ente, ente, jws, decode(foglia, 'hex'), ricevuto_il FROM d`,
      [JSON.stringify(rows)],
    );
  }

  beforeAll(async () => {
    firma = await FirmaRicevute.fromSetting(randomBytes(32).toString('base64'));
    database = await createTestDatabase([{ app: 'ingestion', migrations: PRIMA }]);
    await deposit(invii, 0);
    await migrate({ adminUrl: database.adminUrl, app: 'ingestion', migrations: INGESTION_MIGRATIONS });
    own = await database.open('ingestion');
    for (const table of ['riga', 'rilievo']) await ensurePartitions(own, table, new Date());
  }, 60_000);
  afterAll(() => database.drop());

  it('has all of them sealed, the oldest first, in as many rounds as it takes', async () => {
    const clock = new SystemClock();
    const registro = registroDiProva(clock);
    const sigilla = new SigillaRegistro(own, registro, firma, clock);
    let rounds = 0;
    do rounds += 1;
    while ((await sigilla.seal()).altre);
    expect(rounds).toBeGreaterThan(1);
    const foglie = await database.admin<{ genere: string; oggetto: string }>(
      `SELECT genere, oggetto FROM ingestion.registro_foglia ORDER BY indice`,
    );
    const sealed = (genere: string) => foglie.filter((one) => one.genere === genere).map(({ oggetto }) => oggetto);
    const ids = await database.admin<{ id: string }>(`SELECT id FROM ingestion.ricevuta ORDER BY id`);
    expect(sealed('ricevuta.v1')).toEqual(ids.map(({ id }) => id));
    expect(sealed('esiti.v1')).toEqual(invii.filter((_, at) => at % 3 === 0));
    expect(await new VerificaRegistro(own, registro, firma).verify()).toEqual([]);
  }, 60_000);

  it('takes deposits of a process of the release before, which knows nothing of the register', async () => {
    await deposit([uuidv7()], RICEVUTE);
    const [invio] = await database.admin(`SELECT esiti_sigillati FROM ingestion.invio ORDER BY id DESC LIMIT 1`);
    expect(invio).toEqual({ esiti_sigillati: false });
  });
});
