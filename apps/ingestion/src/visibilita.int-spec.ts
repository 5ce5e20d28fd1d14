import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database, SessionScope, WorkRole } from '#libs/persistence';
import type { TestDatabase } from '#libs/testing';
import { lista, sistemaDi } from '../../../test/prova/codici-locali.js';
import { documentoCon } from '../../../test/prova/documenti.js';
import { passo, soggettoOf } from '../../../test/prova/fatti.js';
import { createIngestionDatabase } from '../../../test/prova/ingestion.js';
import { Officina, chiaviDi } from '../../../test/prova/officina.js';
import { ENTI } from '../../../test/prova/riferimenti.js';

const DEL_CHIAMANTE = ['invio', 'ricevuta', 'riga', 'rilievo', 'fatto_riga', 'riga_in_attesa'];
const REGISTRO = ['registro_foglia', 'registro_nodo', 'registro_testa', 'registro_stato', 'esiti_in_corso'];
const CANALI = ['messaggio_soap', 'consegna_cartella'];
const TABELLE = [
  ...DEL_CHIAMANTE,
  'custodia',
  'record',
  'lavoro',
  'lotto',
  'caricamento',
  'attesa_ente',
  ...CANALI,
  ...REGISTRO,
];

/** Goes round the API: what the database itself lets each role do. */
describe('I5 row-level security', () => {
  let database: TestDatabase;
  let own: Database;
  let invioId: string;

  beforeAll(async () => {
    database = await createIngestionDatabase();
    own = await database.open('ingestion');
    const officina = await Officina.open(own, chiaviDi(database));
    Officina.publish(lista({ sistema: sistemaDi('recanati'), codici: ['NUOVO'], ente: 'recanati' }));
    const righe = [
      { codiceFiscale: 'RSSMRA80A01H501U', protocollo: 'VIS-1' },
      { codiceFiscale: 'RSSMRA80A01H501U', protocollo: 'VIS-2', codicePrestazione: 'Z9.99' },
      { codiceFiscale: 'RSSMRA80A01H501U', protocollo: 'VIS-3', codicePrestazione: 'NUOVO' },
    ];
    ({ id: invioId } = await officina.deposit('recanati', documentoCon('recanati', righe)));
    await officina.runAll();
    const riga = await soggettoOf(database, invioId);
    await own.transaction('consumer', {}, (tx) => officina.fatti.register(tx, [passo(riga, 'pubblicato')]));
    await officina.deposit('recanati', documentoCon('recanati', [{ ...righe[0]!, importo: '3.00' }]));
  });
  afterAll(() => database.drop());

  const count = async (role: WorkRole, scope: SessionScope, table: string): Promise<number | string> => {
    const [row] = await own
      .statement<{ n: number }>(role, scope, `SELECT count(*) AS n FROM ${table}`)
      .catch((error: { code: string }) => [{ n: error.code }]);
    return row!.n;
  };
  const refused = (role: WorkRole, scope: SessionScope, sql: string, params: unknown[] = []) =>
    expect(own.statement(role, scope, sql, params)).rejects.toMatchObject({ code: '42501' });
  const MINE = { enti: ENTI.recanati.id };

  it('gives a caller without scope nothing at all', async () => {
    for (const table of DEL_CHIAMANTE) expect([table, await count('api', {}, table)]).toEqual([table, 0]);
  });

  it('gives a caller its own, and nothing of it to another', async () => {
    for (const table of DEL_CHIAMANTE) {
      expect([table, await count('api', MINE, table)]).not.toEqual([table, 0]);
      expect([table, await count('api', { enti: ENTI.loreto.id }, table)]).toEqual([table, 0]);
    }
  });

  it('does not open righe to who holds a delega of the ente but did not deposit them', async () => {
    const scope = { enti: ENTI.ats.id, deleganti: ENTI.recanati.id };
    for (const table of ['riga', 'rilievo', 'fatto_riga', 'riga_in_attesa'])
      expect([table, await count('api', scope, table)]).toEqual([table, 0]);
  });

  it('keeps custodia, records, jobs and lotti from every caller, and their partitions from everybody', async () => {
    for (const table of [
      'custodia',
      'record',
      'lavoro',
      'lotto',
      'attesa_ente',
      'registro_stato',
      'esiti_in_corso',
      ...CANALI,
    ]) {
      expect([table, await count('api', MINE, table)]).toEqual([table, '42501']);
    }
    const partitions = await database.admin<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'ingestion' AND c.relkind = 'r'`,
    );
    expect(partitions.length).toBeGreaterThan(3);
    for (const { name } of partitions) {
      expect([name, await count('consumer', {}, name)]).toEqual([name, '42501']);
      expect([name, await count('api', MINE, name)]).toEqual([name, '42501']);
    }
  });

  it('shows a caller since when its riga waits and for what, never what is in it, and lets it take none away', async () => {
    const sql = `SELECT codice, giorno_evento, dal FROM riga_in_attesa`;
    expect(await own.statement('api', MINE, sql)).toMatchObject([{ codice: 'NUOVO', giorno_evento: '2026-03-02' }]);
    await refused('api', MINE, `SELECT contenuto FROM riga_in_attesa`);
    await refused('api', MINE, `DELETE FROM riga_in_attesa`);
    await refused('consumer', {}, `UPDATE riga_in_attesa SET codice = 'A1.04'`);
  });

  it('lets no caller deposit as another, judge, or change what has been judged', async () => {
    await refused(
      'api',
      MINE,
      `INSERT INTO invio (id, ente_mittente, depositante, client_id, tracciato, canale, dimensione, impronta,
                          chiave_custodia, ricevuto_il)
       VALUES (gen_random_uuid(), $1, $2, 'x', 'x', 'rest', 1, '', '', now())`,
      [ENTI.recanati.id, ENTI.loreto.id],
    );
    await refused('api', MINE, `UPDATE riga SET stato = 'accettata'`);
    await refused('api', MINE, `UPDATE invio SET stato = 'concluso'`);
    await refused('api', MINE, `DELETE FROM rilievo`);
    await refused('api', MINE, `DELETE FROM custodia`);
  });

  it('does not let a caller cancel an invio of another', async () => {
    const sql = `UPDATE invio SET annullato_il = now() WHERE id = $1 RETURNING id`;
    expect(await own.statement('api', { enti: ENTI.loreto.id }, sql, [invioId])).toEqual([]);
  });

  it('I10 lets nobody rewrite or remove a ricevuta', async () => {
    for (const role of ['api', 'consumer'] as const) {
      await refused(role, MINE, `UPDATE ricevuta SET firma = 'x'`);
      await refused(role, MINE, `DELETE FROM ricevuta`);
    }
  });

  it('lets nobody rewrite or remove what was said of a riga', async () => {
    for (const role of ['api', 'consumer'] as const) {
      await refused(role, MINE, `UPDATE fatto_riga SET codice = 'OK'`);
      await refused(role, MINE, `DELETE FROM fatto_riga`);
    }
    await refused(
      'api',
      MINE,
      `INSERT INTO fatto_riga (riga_id, tipo, il, ente_erogatore) SELECT id, 'accolto', now(), ente_erogatore FROM riga`,
    );
  });

  it('gives the jobs of the hub everything, and the roles of another app nothing', async () => {
    for (const table of DEL_CHIAMANTE) expect([table, await count('consumer', {}, table)]).not.toEqual([table, 0]);
    const other = await database.open('inps-gateway');
    for (const role of ['api', 'consumer'] as const) {
      for (const table of TABELLE) {
        await expect(other.statement(role, MINE, `SELECT 1 FROM ingestion.${table}`)).rejects.toMatchObject({
          code: '42501',
        });
      }
    }
  });
});
