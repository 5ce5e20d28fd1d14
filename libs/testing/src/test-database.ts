import { randomBytes } from 'node:crypto';

import {
  type Database,
  type DatabaseOptions,
  migrate,
  type MigrationClass,
  openDatabase,
  prepareDatabase,
  rolesOf,
  urlWith,
} from '#libs/persistence';
import { Client, Pool } from 'pg';

/** What a suite needs of one app: its name and its schema. */
export interface TestApp {
  readonly app: string;
  readonly migrations: readonly MigrationClass[];
  readonly entities?: DatabaseOptions['entities'];
  readonly poolSize?: number;
}

/** A database of one suite, with all roles of its apps, migrated. */
export interface TestDatabase {
  readonly name: string;
  readonly apps: readonly TestApp[];
  /** Administrator's URL of this database. */
  readonly adminUrl: string;
  /** Of every login role, for suites that open the database themselves. */
  readonly password: string;
  /** Rows as an administrator sees them: row-level security does not apply. */
  admin<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /**
   * Takes all rows out of these tables, each with its schema, whatever refers to them; triggers do not run. Row by row: of tables that
   * hold next to nothing that is ten times as fast as TRUNCATE, which makes new files for each, for its partitions and indexes.
   */
  empty(tables: readonly string[]): Promise<void>;
  /** Opens (once) the database as an app does. */
  open(app: string): Promise<Database>;
  /** Closes all and leaves the database where it is, for who made it under a name. */
  close(): Promise<void>;
  /** Closes all and drops database and roles. */
  drop(): Promise<void>;
}

/** The server that tests share; never the place where anything is kept. */
export function testServerUrl(): string {
  return process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432';
}

/**
 * A fresh database with a random name on `serverUrl`, prepared and migrated for `apps`. Drop it in `afterAll`.
 * @param serverUrl an administrator's; `DATABASE_URL` unless told
 * @param name of one that may be there from an earlier run: it is migrated, and keeps what it has
 */
export async function createTestDatabase(
  apps: readonly TestApp[],
  serverUrl = testServerUrl(),
  name = `snodo_t_${randomBytes(5).toString('hex')}`,
): Promise<TestDatabase> {
  const adminUrl = urlWith(serverUrl, { database: name });
  const password = randomBytes(12).toString('base64');
  await prepareDatabase({ adminUrl, apps: apps.map(({ app }) => app), password: () => password });
  for (const { app, migrations } of apps) await migrate({ adminUrl, app, migrations });

  const pool = new Pool({ connectionString: adminUrl, max: 2 });
  pool.on('error', () => undefined);
  const opened = new Map<string, Promise<Database>>();
  const close = async (): Promise<void> => {
    const databases = await Promise.allSettled(opened.values());
    for (const one of databases) if (one.status === 'fulfilled') await one.value.close();
    await pool.end();
  };

  return {
    name,
    apps,
    adminUrl,
    password,
    async admin<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
      return (await pool.query(sql, params as unknown[])).rows as R[];
    },
    async empty(tables) {
      const deletes = tables.map((table) => `DELETE FROM ${table}`);
      // Together they are one transaction, so the setting ends with it.
      await pool.query(['SET LOCAL session_replication_role = replica', ...deletes].join(';'));
    },
    open(app) {
      const found = apps.find((one) => one.app === app);
      if (found === undefined) throw new Error(`the test database was made without ${app}`);
      const database = opened.get(app) ?? openDatabase({ url: adminUrl, password, poolSize: 5, ...found });
      opened.set(app, database);
      return database;
    },
    close,
    async drop() {
      await close();
      await dropDatabase(serverUrl, name, apps);
    },
  };
}

async function dropDatabase(serverUrl: string, name: string, apps: readonly TestApp[]): Promise<void> {
  const client = new Client({ connectionString: urlWith(serverUrl, { database: 'postgres' }) });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    for (const { app } of apps) {
      for (const role of Object.values(rolesOf(name, app))) await client.query(`DROP ROLE IF EXISTS "${role}"`);
    }
  } finally {
    await client.end();
  }
}
