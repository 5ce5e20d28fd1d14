import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { Client } from 'pg';

import type { Database } from './database.js';
import { migration } from './migration.js';
import { enableRls, grant, policy, scopeUuids, scopeValue } from '#libs/persistence';

const schema = migration(1764000000000, 'nota', ({ api, consumer }) => [
  'CREATE TABLE nota (id int PRIMARY KEY, ente uuid NOT NULL, testo text)',
  enableRls('nota'),
  grant('nota', ['select', 'insert', 'update'], [api, consumer]),
  policy('nota', { for: 'select', to: api, using: `ente = ANY (${scopeUuids('enti')})` }),
  policy('nota', { for: 'insert', to: api, check: `ente::text = ${scopeValue('ente')}` }),
  policy('nota', { for: 'update', to: api, using: `ente::text = ${scopeValue('ente')}` }),
  policy('nota', { for: 'all', to: consumer, using: 'true' }),
  policy('nota', { for: 'select', to: api, name: 'intere', restrictive: true, using: 'testo IS NOT NULL' }),
]);

const A = '00000000-0000-4000-8000-00000000000a';
const B = '00000000-0000-4000-8000-00000000000b';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase([{ app: 'ingestion', migrations: [schema] }]);
  database = await test.open('ingestion');
});
afterAll(() => test.drop());
beforeEach(() => test.empty(['ingestion.nota']));

describe('row-level security', () => {
  beforeEach(() => test.admin(`INSERT INTO ingestion.nota VALUES (1, '${A}', 'a'), (2, '${B}', 'b')`));
  const visible = (scope: Record<string, string>): Promise<unknown[]> =>
    database.statement('api', scope, 'SELECT id FROM nota ORDER BY id');

  it('shows the rows of the scope and no other', async () => {
    expect(await visible({ enti: A })).toEqual([{ id: 1 }]);
    expect(await visible({ enti: `${A},${B}` })).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('shows no row that a restrictive policy shuts out, whoever it is of', async () => {
    await test.admin(`INSERT INTO ingestion.nota VALUES (3, '${A}', NULL)`);
    expect(await visible({ enti: A })).toEqual([{ id: 1 }]);
  });

  it('shows nothing without a scope', async () => {
    expect(await visible({})).toEqual([]);
    expect(await visible({ enti: '' })).toEqual([]);
  });

  it('keeps one caller from writing for another', async () => {
    const write = (ente: string): Promise<unknown[]> =>
      database.statement('api', { ente: A }, `INSERT INTO nota VALUES (3, $1, '')`, [ente]);
    await expect(write(B)).rejects.toThrow('row-level security');
    await write(A);
    const changed = await database.transaction('api', { ente: A, enti: `${A},${B}` }, (tx) =>
      tx.execute(`UPDATE nota SET testo = 'x'`),
    );
    expect(changed).toBe(2);
  });

  it('holds for the owner of the table too', async () => {
    const owner = new Client({ connectionString: test.adminUrl, options: `-c role=${database.roles.owner}` });
    await owner.connect();
    const { rows } = await owner.query('SELECT id FROM ingestion.nota');
    await owner.end();
    expect(rows).toEqual([]);
  });
});
