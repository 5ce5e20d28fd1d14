import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setLogLevel } from '#libs/observability';
import { createTestDatabase, eventually, privatePostgres, type PrivateServer, type TestDatabase } from '#libs/testing';

import type { Database } from './database.js';
import { DatabaseUnavailable } from './errors.js';
import { migration } from './migration.js';
import { grant } from './rls.js';

const schema = migration(1764000000000, 'conto', ({ api }) => [
  'CREATE TABLE conto (id int PRIMARY KEY)',
  grant('conto', ['select', 'insert'], api),
]);

describe('kill -9 of the database server', () => {
  let server: PrivateServer;
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    setLogLevel('silent');
    server = await privatePostgres();
    test = await createTestDatabase([{ app: 'ingestion', migrations: [schema] }], server.url);
    database = await test.open('ingestion');
  });
  afterAll(async () => {
    await test.drop();
    await server.stop();
  });

  it('I1 fails what is under way by name, keeps what was committed, and is over when the server is back', async () => {
    await database.statement('api', {}, 'INSERT INTO conto VALUES (1)');

    const underWay = database.transaction('api', {}, async (tx) => {
      await tx.execute('INSERT INTO conto VALUES (2)');
      await server.kill9();
      await tx.execute('INSERT INTO conto VALUES (3)');
    });
    await expect(underWay).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(database.ping()).rejects.toBeInstanceOf(DatabaseUnavailable);

    await server.restart();
    await eventually(() => database.ping());
    expect(await database.statement('api', {}, 'SELECT id FROM conto')).toEqual([{ id: 1 }]);
  });
});
