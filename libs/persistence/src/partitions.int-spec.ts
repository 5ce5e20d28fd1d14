import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';

import type { Database } from './database.js';
import { migration } from './migration.js';
import { ensurePartitions, monthlyPartitions } from './partitions.js';
import { enableRls, grant, policy } from './rls.js';
import { uuidv7 } from './uuidv7.js';

const schema = migration(1764000000000, 'riga', ({ api, consumer }) => [
  `CREATE TABLE riga (id uuid PRIMARY KEY, numero int NOT NULL DEFAULT 7 CHECK (numero > 0)) PARTITION BY RANGE (id)`,
  enableRls('riga'),
  grant('riga', ['select', 'insert'], [api, consumer]),
  policy('riga', { for: 'all', to: consumer, using: 'true' }),
  ...monthlyPartitions('riga', consumer),
]);

const NOW = new Date('2026-01-31T23:59:59.000Z');

describe('monthly partitions', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase([{ app: 'ingestion', migrations: [schema] }]);
    database = await test.open('ingestion');
  });
  afterAll(() => test.drop());

  const insert = (id: string): Promise<unknown[]> =>
    database.statement('consumer', {}, 'INSERT INTO riga (id) VALUES ($1)', [id]);
  const placeOf = async (id: string): Promise<string | undefined> => {
    const [row] = await test.admin<{ place: string }>(
      'SELECT tableoid::regclass::text AS place FROM ingestion.riga WHERE id = $1',
      [id],
    );
    return row?.place;
  };

  it('are made from the month before to three months ahead, once, also by several at a time', async () => {
    const made = await Promise.all([1, 2, 3].map(() => ensurePartitions(database, 'riga', NOW)));
    expect(made.flat().sort()).toEqual(['riga_202512', 'riga_202601', 'riga_202602', 'riga_202603', 'riga_202604']);
    expect(await ensurePartitions(database, 'riga', NOW)).toEqual([]);
  });

  it('take each row by its id, at the edges of the month too', async () => {
    const last = uuidv7(new Date('2026-01-31T23:59:59.999Z'));
    const first = uuidv7(new Date('2026-02-01T00:00:00.000Z'));
    await insert(last);
    await insert(first);
    expect([await placeOf(last), await placeOf(first)]).toEqual(['ingestion.riga_202601', 'ingestion.riga_202602']);
  });

  it('have the defaults, the checks and the key of their table', async () => {
    const id = uuidv7(NOW);
    await insert(id);
    await expect(insert(id)).rejects.toMatchObject({ code: '23505' });
    expect(await database.statement('consumer', {}, 'SELECT numero FROM riga WHERE id = $1', [id])).toEqual([
      { numero: 7 },
    ]);
    const negative = database.statement('consumer', {}, 'INSERT INTO riga VALUES ($1, -1)', [uuidv7(NOW)]);
    await expect(negative).rejects.toMatchObject({ code: '23514' });
  });

  it('are found by id alone, without looking into the others', async () => {
    const plan = await database.statement('consumer', {}, `EXPLAIN SELECT * FROM riga WHERE id = '${uuidv7(NOW)}'`);
    const scanned = JSON.stringify(plan).match(/riga_\d{6}(?=[^_])/g);
    expect(new Set(scanned)).toEqual(new Set(['riga_202601']));
  });

  it('refuse a row of a month that nobody prepared', async () => {
    await expect(insert(uuidv7(new Date('2031-01-01T00:00:00.000Z')))).rejects.toThrow('no partition');
  });

  it('cannot be read around the policies of their table', async () => {
    await expect(database.statement('consumer', {}, 'SELECT * FROM riga_202601')).rejects.toThrow('permission denied');
    expect(await database.statement('api', {}, 'SELECT * FROM riga')).toEqual([]);
  });

  it('are made by the role of jobs only, and with months only', async () => {
    const make = (role: 'api' | 'consumer', suffix: string): Promise<unknown[]> =>
      database.statement(role, {}, 'SELECT make_partition_of_riga($1, $2, $3)', [suffix, uuidv7(), uuidv7()]);
    await expect(make('api', '202701')).rejects.toThrow('permission denied for function');
    await expect(make('consumer', 'x; DROP TABLE riga')).rejects.toThrow('is not a month');
    await expect(database.statement('consumer', {}, 'CREATE TABLE altra (id int)')).rejects.toThrow(
      'permission denied',
    );
  });
});

const bySchema = migration(1764000000001, 'flusso', ({ consumer }) => [
  `CREATE TABLE flusso (ente int, ts bigint, PRIMARY KEY (ente, ts)) PARTITION BY RANGE (ts)`,
  enableRls('flusso'),
  grant('flusso', ['select', 'insert'], consumer),
  policy('flusso', { for: 'all', to: consumer, using: 'true' }),
  ...monthlyPartitions('flusso', consumer, 'bigint'),
]);

describe('monthly partitions of a table whose key is an instant', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase([{ app: 'ingestion', migrations: [bySchema] }]);
  });
  afterAll(() => test.drop());

  it('take each row by its milliseconds', async () => {
    const database = await test.open('ingestion');
    await ensurePartitions(database, 'flusso', NOW, 'bigint');
    const last = Date.parse('2026-01-31T23:59:59.999Z');
    await database.statement('consumer', {}, 'INSERT INTO flusso VALUES (1, $1), (1, $2)', [last, last + 1]);
    expect(await test.admin(`SELECT tableoid::regclass::text AS place FROM ingestion.flusso ORDER BY ts`)).toEqual([
      { place: 'ingestion.flusso_202601' },
      { place: 'ingestion.flusso_202602' },
    ]);
  });
});
