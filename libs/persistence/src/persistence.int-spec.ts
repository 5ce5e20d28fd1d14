import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { type Database, enableRls, grant, migration, policy, scopeValue } from '#libs/persistence';

const nota = migration(1764000000000, 'nota', ({ api, consumer }) => [
  'CREATE TABLE nota (id int PRIMARY KEY, ente text NOT NULL, testo text)',
  enableRls('nota'),
  grant('nota', ['select', 'insert'], [api, consumer]),
  policy('nota', { for: 'select', to: api, using: `ente = ${scopeValue('ente')}` }),
  policy('nota', { for: 'insert', to: api, check: `ente = ${scopeValue('ente')}` }),
  policy('nota', { for: 'all', to: consumer, using: 'true' }),
]);

describe('smoke', () => {
  let t: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    t = await createTestDatabase([{ app: 'ingestion', migrations: [nota] }]);
    db = await t.open('ingestion');
  });
  afterAll(() => t.drop());
  it('works', async () => {
    await db.transaction('api', { ente: 'A' }, (tx) => tx.query('INSERT INTO nota VALUES (1, $1)', ['A']));
    await db.statement('api', { ente: 'B' }, 'INSERT INTO nota VALUES (2, $1)', ['B']);
    expect(await db.statement('api', { ente: 'A' }, 'SELECT id FROM nota')).toEqual([{ id: 1 }]);
    expect(await db.statement('api', { ente: 'B' }, 'SELECT id, count(*) OVER () AS n FROM nota')).toEqual([{ id: 2, n: 1 }]);
    expect(await db.statement('consumer', {}, 'SELECT id FROM nota')).toHaveLength(2);
    expect(await db.statement('api', {}, 'SELECT id FROM nota')).toHaveLength(0);
  });
});
