import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';

import { copyLine } from '#libs/persistence';
import type { Database } from './database.js';
import { migration } from './migration.js';
import { enableRls, grant, policy } from './rls.js';

const schema = migration(1764000000000, 'copie', ({ consumer }) => [
  'CREATE TABLE conto (id int PRIMARY KEY, saldo numeric(14,2) NOT NULL, note text, righe int8)',
  grant('conto', ['select', 'insert'], consumer),
  'CREATE TABLE nota (id int PRIMARY KEY, testo text)',
  enableRls('nota'),
  grant('nota', ['select', 'insert'], consumer),
  policy('nota', { for: 'all', to: consumer, using: 'true' }),
]);

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase([{ app: 'ingestion', migrations: [schema] }]);
  database = await test.open('ingestion');
});
afterAll(() => test.drop());
beforeEach(() => test.empty(['ingestion.conto', 'ingestion.nota']));

const conti = (): Promise<unknown[]> => test.admin('SELECT id FROM ingestion.conto ORDER BY id');

describe('copyIn', () => {
  const rows = function* (count: number): Generator<string> {
    for (let id = 1; id <= count; id += 1) yield copyLine([id, `${id}.50`, null, null]);
  };

  it('copies inside the transaction: seen by it, undone with it', async () => {
    const work = database.transaction('consumer', {}, async (tx) => {
      expect(await tx.copyIn('COPY conto FROM STDIN', rows(5_000))).toBe(5_000);
      expect(await tx.query('SELECT count(*) AS n FROM conto')).toEqual([{ n: 5_000 }]);
      throw new Error('back');
    });
    await expect(work).rejects.toThrow('back');
    expect(await conti()).toEqual([]);
  });

  it('fails with the reason when a row is refused, and the connection lives on', async () => {
    const work = database.transaction('consumer', {}, (tx) =>
      tx.copyIn('COPY conto FROM STDIN', ['1\tdieci\t\\N\t\\N\n']),
    );
    await expect(work).rejects.toThrow('invalid input syntax for type numeric');
    await expect(database.ping()).resolves.toBeUndefined();
  });

  it('fails when the source of rows fails, and nothing stays', async () => {
    const broken = async function* (): AsyncGenerator<string> {
      yield* rows(10);
      throw new Error('source ended badly');
    };
    const work = database.transaction('consumer', {}, (tx) => tx.copyIn('COPY conto FROM STDIN', broken()));
    await expect(work).rejects.toThrow('source ended badly');
    expect(await conti()).toEqual([]);
    await expect(database.ping()).resolves.toBeUndefined();
  });

  it('goes through a temporary table where row-level security forbids a direct COPY', async () => {
    await database.transaction('consumer', {}, async (tx) => {
      await tx.query('CREATE TEMP TABLE posta (LIKE nota) ON COMMIT DROP');
      await tx.copyIn('COPY posta FROM STDIN', [copyLine([7, 'tab\there \\ and\nnewline'])]);
      await tx.query('INSERT INTO nota SELECT * FROM posta');
    });
    expect(await test.admin('SELECT testo FROM ingestion.nota')).toEqual([{ testo: 'tab\there \\ and\nnewline' }]);
    const direct = database.transaction('consumer', {}, (tx) => tx.copyIn('COPY nota FROM STDIN', [copyLine([8, ''])]));
    await expect(direct).rejects.toThrow('COPY FROM not supported with row-level security');
  });
});
