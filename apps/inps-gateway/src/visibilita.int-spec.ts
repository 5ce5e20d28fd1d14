import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionScope, WorkRole } from '#libs/persistence';
import { assertNoCrossSchemaGrants } from '#libs/testing';
import { ElaboraNotifiche } from './esito/elabora-notifiche.js';
import { GatewayDiProva } from './prova/gateway-di-prova.js';
import { ENTI } from './prova/riferimenti-di-prova.js';
import { riga } from './prova/righe-di-prova.js';
import { SegnaRitiri } from './ritiro/segna-ritiri.js';

const TABELLE = ['flusso', 'registro', 'record', 'modalita_inps', 'interrogazione', 'andamento', 'notifica', 'esito'];
/** What a caller may select of, and with which columns. */
const DEL_CHIAMANTE = { flusso: '*', modalita_inps: '*', esito: '*', andamento: 'ente, prelevato_fino' };

/** Goes round the API: what the database itself lets each role do. */
describe('I5 row-level security of the gateway', () => {
  let gateway: GatewayDiProva;
  const MINE = { enti: ENTI.recanati.id };
  const OTHERS = { enti: ENTI.loreto.id };

  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
    await gateway.choose('recanati', 'snodo');
    await gateway.publish([riga({ record: 'a' })]);
    const [flusso] = await gateway.log('recanati');
    for (const since of [0, flusso!.ts])
      await gateway.ask('inps', 'get', `/waas/H211/v1/flussi?since=${since}`).expect(200);
    const elenco_esiti = [{ id_flusso: flusso!.id_flusso, codice_esito: 'OK' }];
    await gateway.ask('inps', 'post', '/waas/H211/v1/esiti').send({ elenco_esiti }).expect(204);
    await gateway.get(ElaboraNotifiche).run();
    await gateway.get(SegnaRitiri).run();
  });
  afterAll(() => gateway.close());

  const count = async (role: WorkRole, scope: SessionScope, table: string, columns = '*'): Promise<number | string> =>
    gateway.own
      .statement(role, scope, `SELECT ${columns} FROM ${table}`)
      .then((rows) => rows.length)
      .catch((error: { code: string }) => error.code);
  const refused = (role: WorkRole, scope: SessionScope, sql: string, params: unknown[] = []) =>
    expect(gateway.own.statement(role, scope, sql, params)).rejects.toMatchObject({ code: '42501' });

  it('is on and forced on every table, with its policies', async () => {
    const rows = await gateway.database.admin<{ name: string; policies: number }>(
      `SELECT c.relname AS name, (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'inps_gateway' AND c.relkind IN ('r', 'p') AND c.relrowsecurity AND c.relforcerowsecurity`,
    );
    const names = rows.filter(({ policies }) => policies > 0).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(TABELLE));
  });

  it('gives a caller its own, nothing of it to another, and nothing at all without a scope', async () => {
    for (const [table, columns] of Object.entries(DEL_CHIAMANTE)) {
      expect([table, await count('api', MINE, table, columns)]).toEqual([table, 1]);
      expect([table, await count('api', OTHERS, table, columns)]).toEqual([table, 0]);
      expect([table, await count('api', {}, table, columns)]).toEqual([table, 0]);
    }
  });

  it('keeps records, requests and batches from every caller, and partitions from everybody', async () => {
    for (const table of ['record', 'interrogazione', 'notifica'])
      expect([table, await count('api', MINE, table)]).toEqual([table, '42501']);
    expect(await count('api', MINE, 'registro')).toBe('42501');
    const partitions = await gateway.database.admin<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid JOIN pg_class t ON t.oid = h.inhparent
       WHERE t.relname = 'flusso' AND c.relkind = 'r'`,
    );
    expect(partitions).toHaveLength(5);
    for (const { name } of partitions) {
      for (const role of ['api', 'consumer'] as const)
        expect([name, await count(role, MINE, name)]).toEqual([name, '42501']);
    }
  });

  it('I6 lets nobody change or remove a published flusso', async () => {
    for (const role of ['api', 'consumer'] as const) {
      await refused(role, MINE, `UPDATE flusso SET corpo = ''`);
      await refused(role, MINE, `UPDATE flusso SET ts = ts + 1`);
      await refused(role, MINE, 'DELETE FROM flusso');
      await refused(role, MINE, 'TRUNCATE flusso');
    }
  });

  it('lets nobody change or remove what INPS said, or a choice', async () => {
    for (const role of ['api', 'consumer'] as const) {
      await refused(role, MINE, `UPDATE notifica SET corpo = ''`);
      await refused(role, MINE, 'DELETE FROM notifica');
      await refused(role, MINE, `UPDATE esito SET accolto = NOT accolto`);
      await refused(role, MINE, 'DELETE FROM esito');
      await refused(role, MINE, `UPDATE modalita_inps SET modalita = 'propria'`);
      await refused(role, MINE, 'DELETE FROM modalita_inps');
      await refused(role, MINE, 'DELETE FROM interrogazione');
      await refused(role, MINE, 'UPDATE interrogazione SET since = 0');
    }
  });

  it('lets a caller write nothing in the name of another', async () => {
    const { id } = ENTI.loreto;
    await refused('api', MINE, `INSERT INTO modalita_inps (ente, tracciato, modalita, dal, scelta_il, scelta_da) VALUES ($1, 'x', 'snodo', now(), now(), 'x')`, [id]); // prettier-ignore
    await refused('api', MINE, `INSERT INTO notifica (id, ente, ricevuta_il, corpo) VALUES (gen_random_uuid(), $1, now(), '')`, [id]); // prettier-ignore
    await refused('api', MINE, `INSERT INTO interrogazione (ente, since, limite, il, serviti) VALUES ($1, 0, 1, now(), 0)`, [id]); // prettier-ignore
    await refused('api', MINE, `INSERT INTO flusso DEFAULT VALUES`);
    await refused('api', MINE, `INSERT INTO esito DEFAULT VALUES`);
  });

  it('gives the work of the gateway everything, and the roles of another app nothing', async () => {
    for (const table of TABELLE) expect([table, await count('consumer', {}, table)]).not.toEqual([table, 0]);
    await expect(assertNoCrossSchemaGrants(gateway.database)).resolves.toBeUndefined();
  });
});
