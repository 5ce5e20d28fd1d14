import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setLogLevel } from '#libs/observability';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { Database } from './database.js';
import { DatabaseUnavailable, TransactionTooLong } from '#libs/persistence';
import { migration } from './migration.js';
import { type DatabaseOptions, openDatabase } from './open-database.js';
import { grant } from './rls.js';
import type { Tx } from './transaction.js';

const schema = migration(1764000000000, 'schema', ({ api, consumer }) => [
  `CREATE TABLE conto (id int PRIMARY KEY, saldo_finale numeric(14,2) NOT NULL DEFAULT 0, aperto_il date, righe int8)`,
  grant('conto', ['select', 'insert', 'update', 'delete'], [api, consumer]),
]);

@Entity()
class Conto {
  @PrimaryColumn('int') id: number;
  @Column('numeric') saldoFinale: string;
}

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  setLogLevel('silent');
  test = await createTestDatabase([{ app: 'ingestion', migrations: [schema], entities: [Conto] }]);
  database = await test.open('ingestion');
});
afterAll(() => test.drop());
beforeEach(() => test.empty(['ingestion.conto']));

const login = (): DatabaseOptions => ({
  url: test.adminUrl,
  password: test.password,
  app: 'ingestion',
  migrations: [],
});
const conti = (): Promise<{ id: number }[]> => test.admin<{ id: number }>('SELECT id FROM ingestion.conto ORDER BY id');
const insert = (tx: Tx, id: number): Promise<number> => tx.execute('INSERT INTO conto (id) VALUES ($1)', [id]);

describe('a transaction', () => {
  it('commits all its writes and gives back what the work gave', async () => {
    const outcome = await database.transaction('api', {}, async (tx) => {
      expect(await insert(tx, 1)).toBe(1);
      await insert(tx, 2);
      return 'done';
    });
    expect(outcome).toBe('done');
    expect(await conti()).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('leaves nothing when the work fails', async () => {
    const work = database.transaction('api', {}, async (tx) => {
      await insert(tx, 1);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await conti()).toEqual([]);
  });

  it('is refused, not silently lost, when the work swallowed a failed statement', async () => {
    const work = database.transaction('api', {}, async (tx) => {
      await insert(tx, 1);
      await tx.query('SELECT 1/0').catch(() => undefined);
    });
    await expect(work).rejects.toThrow('was ignored');
    expect(await conti()).toEqual([]);
  });

  it('runs as its role and leaves neither role nor scope on the connection', async () => {
    const single = await openDatabase({ ...login(), poolSize: 1 });
    try {
      const who = `SELECT current_user AS role, current_setting('snodo.ente', true) AS ente`;
      expect(await single.transaction('consumer', { ente: `o'br\\ien` }, (tx) => tx.query(who))).toEqual([
        { role: single.roles.consumer, ente: `o'br\\ien` },
      ]);
      const [after] = (await single.dataSource.query(who)) as { role: string; ente: string | null }[];
      expect(after).toEqual({ role: single.roles.login, ente: '' });
    } finally {
      await single.close();
    }
  });

  it('refuses scope keys that are not plain words', async () => {
    const work = database.transaction('api', { "x', '1', true), pg_sleep(1": '' }, (tx) => insert(tx, 1));
    await expect(work).rejects.toThrow('not snake_case');
  });

  it('calls what waits for the commit after it, and never after a rollback', async () => {
    const woken = jest.fn();
    await database.transaction('api', {}, async (tx) => {
      tx.afterCommit(woken);
      await insert(tx, 1);
      expect(woken).not.toHaveBeenCalled();
    });
    expect(woken).toHaveBeenCalledTimes(1);

    const failing = database.transaction('api', {}, async (tx) => {
      tx.afterCommit(woken);
      await insert(tx, 1);
    });
    await expect(failing).rejects.toThrow('duplicate key');
    expect(woken).toHaveBeenCalledTimes(1);
  });

  it('stays committed when what waits for the commit fails', async () => {
    await database.transaction('api', {}, async (tx) => {
      tx.afterCommit(() => {
        throw new Error('nobody to wake');
      });
      await insert(tx, 1);
    });
    expect(await conti()).toEqual([{ id: 1 }]);
  });

  it('cannot be used after its end', async () => {
    let kept: Tx | undefined;
    await database.transaction('api', {}, async (tx) => {
      kept = tx;
    });
    await expect(kept!.query('SELECT 1')).rejects.toThrow('after its end');
  });

  it('can be read-only', async () => {
    const work = database.transaction('api', {}, (tx) => insert(tx, 1), { readOnly: true });
    await expect(work).rejects.toThrow('read-only transaction');
  });

  it('reads dates and amounts as text, and counts as exact numbers', async () => {
    await test.admin(
      `INSERT INTO ingestion.conto VALUES (1, 12.30, '2026-03-29', 9007199254740991), (2, 0, NULL, 9007199254740993)`,
    );
    const read = (id: number): Promise<unknown[]> =>
      database.statement('api', {}, 'SELECT * FROM conto WHERE id = $1', [id]);
    expect(await read(1)).toEqual([{ id: 1, saldo_finale: '12.30', aperto_il: '2026-03-29', righe: 9007199254740991 }]);
    await expect(read(2)).rejects.toThrow('2^53');
  });
});

describe('retries', () => {
  /** Two serializable transactions that each read what the other writes: one must fail. */
  const clash = async (retries: number): Promise<{ attempts: number }> => {
    await test.admin('INSERT INTO ingestion.conto (id) VALUES (1), (2)');
    let attempts = 0;
    let arrived = 0;
    const work = (reads: number, writes: number) => async (tx: Tx) => {
      attempts += 1;
      await tx.query('SELECT saldo_finale FROM conto WHERE id = $1', [reads]);
      arrived += 1;
      await eventually(() => arrived >= 2, { interval: 5 });
      await tx.execute('UPDATE conto SET saldo_finale = saldo_finale + 1 WHERE id = $1', [writes]);
    };
    const options = { isolation: 'serializable', retries } as const;
    await Promise.all([
      database.transaction('api', {}, work(1, 2), options),
      database.transaction('api', {}, work(2, 1), options),
    ]);
    return { attempts };
  };

  it('happen on a serialization failure where asked', async () => {
    const { attempts } = await clash(3);
    expect(attempts).toBeGreaterThan(2);
    expect(await test.admin('SELECT sum(saldo_finale)::int AS total FROM ingestion.conto')).toEqual([{ total: 2 }]);
  });

  it('do not happen where not asked', async () => {
    await expect(clash(0)).rejects.toMatchObject({ code: '40001' });
  });

  it('do not happen on other failures', async () => {
    const work = jest.fn((tx: Tx) => tx.query('SELECT 1/0'));
    await expect(database.transaction('api', {}, work, { retries: 3 })).rejects.toThrow('division by zero');
    expect(work).toHaveBeenCalledTimes(1);
  });
});

describe('limits', () => {
  it('roll back a transaction that lasted too long, though it was busy all the time', async () => {
    const work = database.transaction(
      'api',
      {},
      async (tx) => {
        await insert(tx, 1);
        for (let rest = 20; rest > 0; rest -= 1) await tx.query('SELECT pg_sleep(0.02)');
      },
      { limitMs: 100 },
    );
    await expect(work).rejects.toBeInstanceOf(TransactionTooLong);
    expect(await conti()).toEqual([]);
  });

  it('end a transaction that does nothing for too long, and say why', async () => {
    const work = database.transaction(
      'api',
      {},
      async (tx) => {
        await insert(tx, 1);
        await setTimeout(200);
        await tx.manager.query('SELECT 1');
      },
      { limitMs: 50 },
    );
    await expect(work).rejects.toBeInstanceOf(TransactionTooLong);
    expect(await conti()).toEqual([]);
  });

  it('stop a statement that lasts too long', async () => {
    const work = database.transaction('api', {}, (tx) => tx.query('SELECT pg_sleep(1)'), { limitMs: 50 });
    await expect(work).rejects.toThrow('statement timeout');
  });
});

describe('a connection that breaks', () => {
  it('in the middle of a transaction is a named failure, nothing stays, and the next one works', async () => {
    const work = database.transaction('api', {}, async (tx) => {
      await insert(tx, 1);
      const [{ pid }] = (await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
      await test.admin('SELECT pg_terminate_backend($1)', [pid]);
      await insert(tx, 2);
    });
    await expect(work).rejects.toBeInstanceOf(DatabaseUnavailable);
    await database.transaction('api', {}, (tx) => insert(tx, 3));
    expect(await conti()).toEqual([{ id: 3 }]);
  });

  it('while nobody speaks does not end the process', async () => {
    const work = database.transaction('api', {}, async (tx) => {
      const [{ pid }] = (await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
      await test.admin('SELECT pg_terminate_backend($1)', [pid]);
      await setTimeout(100);
    });
    await expect(work).rejects.toBeInstanceOf(DatabaseUnavailable);
  });
});

describe('the pool', () => {
  it('that has no connection left says so in time, and serves again afterwards', async () => {
    const small = await openDatabase({ ...login(), poolSize: 2, longestWaitMs: 100 });
    try {
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const holders = [1, 2].map(() => small.transaction('api', {}, () => held));
      await expect(small.statement('api', {}, 'SELECT 1')).rejects.toMatchObject({ name: 'DatabaseBusy' });
      release();
      await Promise.all(holders);
      expect(await small.statement('api', {}, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await small.close();
    }
  });
});

describe("TypeORM's manager in a transaction", () => {
  it('writes in it, with snake_case names, and is undone with it', async () => {
    const work = database.transaction('api', {}, async (tx) => {
      await tx.manager.save(Object.assign(new Conto(), { id: 1, saldoFinale: '10.00' }));
      expect(await tx.query('SELECT saldo_finale FROM conto')).toEqual([{ saldo_finale: '10.00' }]);
      throw new Error('back');
    });
    await expect(work).rejects.toThrow('back');
    expect(await conti()).toEqual([]);
  });

  it('makes its own transactions savepoints of ours', async () => {
    await database.transaction('api', {}, async (tx) => {
      await insert(tx, 1);
      const inner = tx.manager.transaction(async (manager) => {
        await manager.save(Object.assign(new Conto(), { id: 2, saldoFinale: '1' }));
        throw new Error('inner');
      });
      await expect(inner).rejects.toThrow('inner');
      await insert(tx, 3);
    });
    expect(await conti()).toEqual([{ id: 1 }, { id: 3 }]);
  });
});
