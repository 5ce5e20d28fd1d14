import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setLogLevel } from '#libs/observability';
import { createTestDatabase, type TestDatabase } from '#libs/testing';

import type { Database } from './database.js';
import { migration } from './migration.js';
import { openDatabase } from './open-database.js';
import { grant } from './rls.js';
import type { Tx } from './transaction.js';

const schema = migration(1764000000000, 'schema', ({ api }) => [
  'CREATE TABLE conto (id int PRIMARY KEY, righe int8)',
  grant('conto', ['select', 'insert'], api),
]);

const INSERT = { name: 'conto_insert', text: 'INSERT INTO conto (id) VALUES ($1)' };
const COUNT = 'SELECT count(*)::int AS conti FROM conto';

/** One connection only, so that whatever one transaction leaves behind meets the next one. */
describe('statements that travel together', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    setLogLevel('silent');
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
  beforeEach(() => test.empty(['ingestion.conto']));

  const conti = async (): Promise<number[]> =>
    (await test.admin<{ id: number }>('SELECT id FROM ingestion.conto ORDER BY id')).map(({ id }) => id);
  const prepared = async (): Promise<number> =>
    (await database.statement('api', {}, `SELECT 1 FROM pg_prepared_statements WHERE name = 'conto_insert'`)).length;

  describe('the opening statement', () => {
    it('runs in the transaction, as its role and under its scope, and gives its rows to the work', async () => {
      const sql = `INSERT INTO conto (id) VALUES ($1) RETURNING id, current_user::text AS role, current_setting('snodo.ente') AS ente`;
      const opened = await database.transaction('api', { ente: 'A' }, (_, rows) => Promise.resolve(rows), {
        opening: { sql, params: [1] },
      });
      expect(opened).toEqual([{ id: 1, role: database.roles.api, ente: 'A' }]);
      expect(await conti()).toEqual([1]);
    });

    it('is undone with the work', async () => {
      const fails = (): Promise<never> => Promise.reject(new Error('changed my mind'));
      const work = database.transaction('api', {}, fails, { opening: { sql: INSERT, params: [1] } });
      await expect(work).rejects.toThrow('changed my mind');
      expect(await conti()).toEqual([]);
    });

    it('that fails is the failure of the transaction: the work is not even begun', async () => {
      const work = jest.fn(() => Promise.resolve());
      const opening = { sql: 'SELECT 1/$1::int', params: [0] };
      await expect(database.transaction('api', {}, work, { opening })).rejects.toThrow('division by zero');
      expect(work).not.toHaveBeenCalled();
      expect(await database.statement('api', {}, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    it('keeps to the limits and modes of its transaction', async () => {
      const nothing = (): Promise<void> => Promise.resolve();
      const opening = { sql: INSERT, params: [1] };
      const readOnly = database.transaction('api', {}, nothing, { opening, readOnly: true });
      await expect(readOnly).rejects.toThrow('read-only transaction');
      const slow = { sql: 'SELECT pg_sleep(1)', params: [] };
      await expect(database.transaction('api', {}, nothing, { opening: slow, limitMs: 50 })).rejects.toThrow('timeout');
    });
  });

  describe('a write that waits for COMMIT', () => {
    const two = async (tx: Tx): Promise<void> => {
      await tx.atCommit(INSERT, [1]);
      await tx.atCommit(INSERT, [2]);
    };

    it('is not there before, and is committed with the rest', async () => {
      await database.transaction('api', {}, async (tx) => {
        await two(tx);
        await tx.execute(INSERT, [3]);
        expect(await tx.query(COUNT)).toEqual([{ conti: 1 }]);
      });
      expect(await conti()).toEqual([1, 2, 3]);
      expect(await prepared()).toBe(1);
    });

    it('may answer rows, which nobody reads', async () => {
      const returning = { name: 'conto_returning', text: `${INSERT.text} RETURNING id, righe, now()` };
      for (const id of [1, 2]) await database.transaction('api', {}, (tx) => tx.atCommit(returning, [id]));
      expect(await conti()).toEqual([1, 2]);
      expect(await database.statement('api', {}, returning, [3])).toMatchObject([{ id: 3, righe: null }]);
    });

    it('is never sent when the work fails', async () => {
      const work = database.transaction('api', {}, async (tx) => {
        await two(tx);
        throw new Error('changed my mind');
      });
      await expect(work).rejects.toThrow('changed my mind');
      expect(await conti()).toEqual([]);
    });

    it('takes everything back when it fails, is reported as such, and nobody hears of a commit', async () => {
      const woken = jest.fn();
      const work = database.transaction('api', {}, async (tx) => {
        tx.afterCommit(woken);
        await tx.execute(INSERT, [3]);
        await two(tx);
        await tx.atCommit(INSERT, [2]);
      });
      await expect(work).rejects.toMatchObject({ code: '23505' });
      expect(woken).not.toHaveBeenCalled();
      expect(await conti()).toEqual([]);
      await database.transaction('api', {}, two);
      expect(await conti()).toEqual([1, 2]);
    });

    it('that no server can read takes everything back, and its name stays good', async () => {
      const unreadable = {
        toPostgres: () => {
          throw new Error('no text for this');
        },
      };
      const work = database.transaction('api', {}, async (tx) => {
        await tx.execute(INSERT, [3]);
        await tx.atCommit(INSERT, [unreadable]);
      });
      await expect(work).rejects.toThrow('no text for this');
      expect(await conti()).toEqual([]);
      await database.transaction('api', {}, two);
      expect(await conti()).toEqual([1, 2]);
    });

    it('does not hide that the work ignored a failed statement', async () => {
      const work = database.transaction('api', {}, async (tx) => {
        await two(tx);
        await tx.query('SELECT 1/0').catch(() => undefined);
      });
      await expect(work).rejects.toThrow('was ignored');
      expect(await conti()).toEqual([]);
    });

    it('goes back with its savepoint: what was said before it stays, what was said in it does not', async () => {
      await database.transaction('api', {}, async (tx) => {
        await tx.atCommit(INSERT, [1]);
        await tx.query('SAVEPOINT riga');
        await tx.atCommit(INSERT, [2]);
        await tx.query('ROLLBACK TO SAVEPOINT riga');
        await tx.atCommit(INSERT, [3]);
      });
      expect(await conti()).toEqual([1, 3]);
    });

    it("goes back with a transaction of TypeORM's inside ours", async () => {
      await database.transaction('api', {}, async (tx) => {
        const inner = tx.manager.transaction(async () => {
          await tx.atCommit(INSERT, [1]);
          throw new Error('inner');
        });
        await expect(inner).rejects.toThrow('inner');
        await tx.atCommit(INSERT, [2]);
      });
      expect(await conti()).toEqual([2]);
    });

    it('is one of any number', async () => {
      await database.transaction('api', {}, async (tx) => {
        for (let id = 1; id <= 200; id += 1) await tx.atCommit(INSERT, [id]);
      });
      expect(await conti()).toHaveLength(200);
    });

    it('comes too late after the end', async () => {
      let kept: Tx | undefined;
      await database.transaction('api', {}, async (tx) => {
        kept = tx;
      });
      await expect(kept!.atCommit(INSERT, [1])).rejects.toThrow('after its end');
    });
  });

  it('are described once by name, each row read as the first, and not at all once what they read has changed', async () => {
    const sql = { name: 'conto_righe', text: 'SELECT * FROM conto WHERE id >= $1 ORDER BY id' };
    const read = (from: number) => database.statement('api', {}, sql, [from]);
    await test.admin('INSERT INTO ingestion.conto VALUES (1, 10), (2, NULL)');
    for (let times = 0; times < 3; times += 1) {
      expect(await read(1)).toEqual([
        { id: 1, righe: 10 },
        { id: 2, righe: null },
      ]);
      expect(await read(3)).toEqual([]);
    }
    await test.admin('ALTER TABLE ingestion.conto ADD COLUMN nota text');
    await expect(read(1)).rejects.toThrow('cached plan must not change result type');
    await test.admin('ALTER TABLE ingestion.conto DROP COLUMN nota');
    expect(await read(2)).toEqual([{ id: 2, righe: null }]);
  });

  it('refuse one name for two texts', async () => {
    await database.statement('api', {}, { name: 'doppio', text: 'SELECT 1' });
    await expect(database.statement('api', {}, { name: 'doppio', text: 'SELECT 2' })).rejects.toThrow("'doppio'");
    expect(await database.statement('api', {}, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
