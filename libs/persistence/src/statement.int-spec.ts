import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import * as fc from 'fast-check';

import type { Database } from './database.js';
import { migration } from './migration.js';
import { openDatabase } from './open-database.js';
import { grant } from './rls.js';

const schema = migration(1764000000000, 'schema', ({ api, consumer }) => [
  'CREATE TABLE conto (id int PRIMARY KEY, testo text)',
  grant('conto', ['select', 'insert'], [api, consumer]),
  'CREATE TABLE riservato (id int PRIMARY KEY)',
  grant('riservato', ['select'], consumer),
]);

const WHO = `SELECT current_user::text AS role, current_setting('snodo.ente', true) AS ente`;

/** One connection only, so that whatever a statement leaves behind meets the next one. */
describe('a statement by itself', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase([{ app: 'ingestion', migrations: [schema] }]);
    database = await openDatabase({
      url: test.adminUrl,
      password: test.password,
      app: 'ingestion',
      migrations: [schema],
      poolSize: 1,
    });
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  it('is committed when it returns', async () => {
    const rows = await database.statement('api', {}, 'INSERT INTO conto VALUES ($1, $2) RETURNING id', [1, 'uno']);
    expect(rows).toEqual([{ id: 1 }]);
    expect(await test.admin('SELECT * FROM ingestion.conto')).toEqual([{ id: 1, testo: 'uno' }]);
  });

  it('is never compiled: policies make it look dear, and compiling would take longer than all the rest', async () => {
    expect(await database.statement('api', {}, 'SHOW jit')).toEqual([{ jit: 'off' }]);
  });

  it('runs as its role, under its scope, whatever the scope holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('api', 'consumer'), fc.string({ unit: 'binary' }), async (role, raw) => {
        const ente = raw.replaceAll('\0', '');
        expect(await database.statement(role as 'api', { ente }, WHO)).toEqual([
          { role: database.roles[role as 'api'], ente },
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it('opens a transaction under any scope as well', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (raw) => {
        const ente = raw.replaceAll('\0', '');
        expect(await database.transaction('api', { ente }, (tx) => tx.query(WHO))).toEqual([
          { role: database.roles.api, ente },
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves neither role nor scope behind, also when it fails', async () => {
    await database.statement('consumer', { ente: 'A' }, WHO);
    await expect(database.statement('consumer', { ente: 'A' }, 'SELECT 1/0')).rejects.toThrow('division by zero');
    expect(await database.dataSource.query(WHO)).toEqual([{ role: database.roles.login, ente: '' }]);
  });

  it('is undone as a whole when it fails', async () => {
    const both = `WITH a AS (INSERT INTO conto VALUES (2, 'due')) INSERT INTO conto VALUES (1, 'doppio')`;
    await expect(database.statement('api', {}, both)).rejects.toMatchObject({ code: '23505' });
    expect(await test.admin('SELECT id FROM ingestion.conto WHERE id = 2')).toEqual([]);
  });

  it('has the rights of its role and no others', async () => {
    expect(await database.statement('consumer', {}, 'SELECT * FROM riservato')).toEqual([]);
    await expect(database.statement('api', {}, 'SELECT * FROM riservato')).rejects.toThrow('permission denied');
  });

  describe('with a name', () => {
    const pid = async (): Promise<unknown> =>
      (await database.statement('api', {}, 'SELECT pg_backend_pid() AS pid'))[0];

    it('is prepared once and serves several roles and scopes', async () => {
      const named = { name: 'chi', text: `${WHO} WHERE $1::int > 0` };
      const start = await pid();
      for (const role of ['api', 'consumer', 'api'] as const) {
        expect(await database.statement(role, { ente: role }, named, [1])).toEqual([
          { role: database.roles[role], ente: role },
        ]);
      }
      const prepared = await database.dataSource.query(`SELECT name FROM pg_prepared_statements WHERE name = 'chi'`);
      expect([prepared, await pid()]).toEqual([[{ name: 'chi' }], start]);
    });

    it('that could not be parsed can be tried again once it can', async () => {
      const named = { name: 'tardi', text: 'SELECT id FROM ingestion.tardi WHERE id > $1' };
      const start = await pid();
      await expect(database.statement('api', {}, named, [0])).rejects.toMatchObject({ code: '42P01' });
      await test.admin('CREATE TABLE ingestion.tardi (id int)');
      await test.admin(`GRANT SELECT ON ingestion.tardi TO ${database.roles.api}`);
      expect(await database.statement('api', {}, named, [0])).toEqual([]);
      expect(await pid()).toEqual(start);
    });

    it('that failed while running is used again', async () => {
      const named = { name: 'divisione', text: 'SELECT 10 / $1::int AS result' };
      await expect(database.statement('api', {}, named, [0])).rejects.toThrow('division by zero');
      expect(await database.statement('api', {}, named, [5])).toEqual([{ result: 2 }]);
    });
  });
});
