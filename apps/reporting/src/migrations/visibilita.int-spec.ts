import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database, SessionScope, WorkRole } from '#libs/persistence';
import { type TestDatabase, createTestDatabase } from '#libs/testing';
import { AMBITI_DI_PROVA as AMBITI } from '../prova/reporting-di-prova.js';
import { ENTI_DI_PROVA as ENTI } from '../prova/fatti-di-prova.js';
import { REPORTING_MIGRATIONS } from './index.js';

const DI_CHI_CHIAMA = ['cella', 'consegna', 'consegna_stato', 'consegna_regola'];
const DI_NESSUNO = ['fatto', 'revisione_fatto', 'variazione'];
const REGIONE = { vista: 'regione' };

/** Goes round the API: what the database itself lets each role do. */
describe('I5 row-level security of reporting', () => {
  let database: TestDatabase;
  let own: Database;

  beforeAll(async () => {
    database = await createTestDatabase([
      { app: 'reporting', migrations: REPORTING_MIGRATIONS },
      { app: 'ingestion', migrations: [] },
    ]);
    own = await database.open('reporting');
    await database.admin(`
      INSERT INTO reporting.tabella VALUES (2026, 1, now(), now(), '2026-03-10', 3, 5, 'x');
      INSERT INTO reporting.cella VALUES (2026, '${AMBITI.nord}', 'NORD', 'Nord', '3', 'valore', 9, 'zero', NULL),
        (2026, '${AMBITI.sud}', 'SUD', 'Sud', '3', 'riservato', NULL, 'riservato', NULL),
        (2026, NULL, NULL, 'Senza', '3', 'zero', NULL, 'zero', NULL);
      INSERT INTO reporting.fatto VALUES (gen_random_uuid(), 2026, '${ENTI.uno}', 'prestazione', '3', gen_random_uuid(), NULL, NULL,
        'italiana', NULL, 'A1.01', 'SIUSS@1.0', false, 1);
      INSERT INTO reporting.revisione_fatto VALUES (gen_random_uuid(), 1, false);
      INSERT INTO reporting.variazione (anno, fatti_al) VALUES (2026, now())`);
    for (const [nome, ente] of Object.entries({ uno: ENTI.uno, tre: ENTI.tre })) {
      const id = `00000000-0000-7000-8000-0000000000${nome === 'uno' ? '01' : '02'}`;
      await database.admin(`
        INSERT INTO reporting.consegna (invio_id, ente_mittente, tracciato) VALUES ('${id}', '${ente}', 'PS_PSA_SINA@201812');
        INSERT INTO reporting.consegna_stato VALUES ('${id}', '${ente}', 'accettata', 1);
        INSERT INTO reporting.consegna_regola VALUES ('${id}', '${ente}', 'PS-01', 1)`);
    }
  });
  afterAll(() => database.drop());

  const count = async (role: WorkRole, scope: SessionScope, table: string): Promise<number | string> => {
    const [row] = await own
      .statement<{ n: number }>(role, scope, `SELECT count(*) AS n FROM ${table}`)
      .catch((error: { code: string }) => [{ n: error.code }]);
    return row!.n;
  };

  it('gives a caller without scope, or with an empty one, nothing at all', async () => {
    const scopes: SessionScope[] = [{}, { ambiti: '', enti: '', vista: '' }];
    for (const scope of scopes) {
      for (const table of DI_CHI_CHIAMA) expect([table, await count('api', scope, table)]).toEqual([table, 0]);
    }
  });

  it('gives the cells of the ambiti in the scope, and of no other', async () => {
    expect(await count('api', { ambiti: AMBITI.nord }, 'cella')).toBe(1);
    expect(await count('api', { ambiti: `${AMBITI.nord},${AMBITI.sud}` }, 'cella')).toBe(2);
    expect(await count('api', { ambiti: '00000000-0000-5000-8000-00000000ffff' }, 'cella')).toBe(0);
    expect(await count('api', { enti: ENTI.uno }, 'cella')).toBe(0);
  });

  it('gives the deliveries of the enti in the scope, and of no other', async () => {
    for (const table of DI_CHI_CHIAMA.slice(1)) {
      expect([table, await count('api', { enti: ENTI.uno }, table)]).toEqual([table, 1]);
      expect([table, await count('api', { enti: ENTI.due }, table)]).toEqual([table, 0]);
      expect([table, await count('api', { ambiti: AMBITI.nord }, table)]).toEqual([table, 0]);
    }
  });

  it('gives the region all of it', async () => {
    expect(await count('api', REGIONE, 'cella')).toBe(3);
    for (const table of DI_CHI_CHIAMA.slice(1)) expect([table, await count('api', REGIONE, table)]).toEqual([table, 2]);
    expect(await count('api', { vista: 'Regione' }, 'cella')).toBe(0);
  });

  it('keeps facts from every caller, the region too, and their partitions from everybody', async () => {
    for (const table of DI_NESSUNO) {
      expect([table, await count('api', REGIONE, table)]).toEqual([table, '42501']);
      expect([table, await count('consumer', {}, table)]).toEqual([table, 1]);
    }
    for (const table of ['fatto_2026', 'fatto_altri_anni']) {
      expect([table, await count('api', REGIONE, table)]).toEqual([table, '42501']);
      expect([table, await count('consumer', {}, table)]).toEqual([table, '42501']);
    }
  });

  it('lets no caller change what is published', async () => {
    for (const sql of [
      `UPDATE cella SET persone = 100`,
      `DELETE FROM cella`,
      `UPDATE tabella SET soglia_ordinaria = 3`,
      `INSERT INTO consegna_stato VALUES (gen_random_uuid(), '${ENTI.uno}', 'accettata', 1)`,
    ]) {
      await expect(own.statement('api', REGIONE, sql)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('I8 refuses to store a cell below the floor, a hidden value, or money without persons', async () => {
    const cella = (area: string, values: string): Promise<unknown> =>
      own.statement(
        'consumer',
        {},
        `INSERT INTO cella VALUES (2026, '${AMBITI.nord}', 'NORD', 'Nord', ${area}, ${values})`,
      );
    for (const values of [
      `'valore', 2, 'zero', NULL`,
      `'riservato', 2, 'riservato', NULL`,
      `'riservato', 4, 'riservato', NULL`,
      `'valore', 4, 'riservato', 100`,
      `'riservato', NULL, 'valore', 100`,
      `'zero', NULL, 'valore', 100`,
      `'valore', NULL, 'zero', NULL`,
      `'boh', NULL, 'zero', NULL`,
    ]) {
      await expect(cella(`'1'`, values)).rejects.toMatchObject({ code: '23514' });
    }
    for (const soglie of ['2, 5', '3, 4']) {
      await expect(
        own.statement(
          'consumer',
          {},
          `INSERT INTO tabella VALUES (2020, 1, now(), now(), '2020-12-31', ${soglie}, 'x')`,
        ),
      ).rejects.toMatchObject({ code: '23514' });
    }
  });

  it('gives the roles of another app nothing', async () => {
    const other = await database.open('ingestion');
    for (const role of ['api', 'consumer'] as const) {
      for (const table of [...DI_CHI_CHIAMA, ...DI_NESSUNO, 'tabella']) {
        await expect(other.statement(role, REGIONE, `SELECT 1 FROM reporting.${table}`)).rejects.toMatchObject({
          code: '42501',
        });
      }
    }
  });
});
