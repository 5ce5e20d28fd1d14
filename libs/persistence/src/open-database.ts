import { Logger, metrics } from '#libs/observability';
import type pg from 'pg';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

import { Database, LONGEST_TRANSACTION_MS } from './database.js';
import { SchemaBehind } from './errors.js';
import { MIGRATIONS_TABLE } from './migrate.js';
import type { MigrationClass } from './migration.js';
import { type AppRoles, databaseOf, rolesOf, schemaOf, urlWith } from './names.js';
import { QUIET } from './quiet-typeorm.js';
import { SnakeCaseNames } from './snake-case-names.js';
import { TYPES } from './types.js';

export interface DatabaseOptions {
  /** `postgres://host:port/database`; whatever user it names is replaced by the login role of the app. */
  readonly url: string;
  readonly app: string;
  /** Password of the login role; none where the server trusts this machine. */
  readonly password?: string | undefined;
  readonly entities?: readonly EntityTarget<ObjectLiteral>[];
  /** The app's list; opening fails when one is not applied. */
  readonly migrations: readonly MigrationClass[];
  /** Connections at most; 10 unless told. Hub ≤ 40 in all, a single app ≤ 15. */
  readonly poolSize?: number;
  /** How long to wait for a connection before `DatabaseBusy`, in milliseconds; 5,000 unless told. */
  readonly longestWaitMs?: number;
}

const LONGEST_WAIT_MS = 5_000;

/**
 * Opens the database of an app.
 * @throws SchemaBehind when a migration of the list is not applied
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { app, url } = options;
  const roles = rolesOf(databaseOf(url), app);
  const dataSource = await dataSourceOf(options, roles).initialize();
  try {
    await checkSchema(dataSource, options, roles);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  const pool = poolOf(dataSource);
  watched.set(app, pool);
  return new Database(app, roles, dataSource, pool);
}

function dataSourceOf(options: DatabaseOptions, roles: AppRoles): DataSource {
  const { app, url, password, entities = [], poolSize = 10, longestWaitMs = LONGEST_WAIT_MS } = options;
  const database = databaseOf(url);
  const logger = new Logger({ app }).child({ context: 'Database' });
  return new DataSource({
    type: 'postgres',
    url: urlWith(url, { user: roles.login, password: password ?? passwordOf(url, roles.login), database }),
    schema: schemaOf(app),
    entities: [...entities] as (new () => unknown)[],
    namingStrategy: new SnakeCaseNames(),
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    logger: QUIET,
    poolSize,
    connectTimeoutMS: longestWaitMs,
    applicationName: `snodo ${app}`,
    poolErrorHandler: (error: unknown) => logger.warn('a database connection was lost', error),
    extra: {
      types: TYPES,
      keepAlive: true,
      statement_timeout: LONGEST_TRANSACTION_MS,
      idle_in_transaction_session_timeout: LONGEST_TRANSACTION_MS,
      // Policies make a lookup look dear to the planner, which then compiles for a second what runs for a tenth of a millisecond.
      options: `-c search_path=${schemaOf(app)},pg_temp -c timezone=UTC -c jit=off`,
    },
  });
}

/** The password in the URL is meant for the user in it, which may be an administrator. */
function passwordOf(url: string, user: string): string | undefined {
  const { username, password } = new URL(url);
  return decodeURIComponent(username) === user && password !== '' ? decodeURIComponent(password) : undefined;
}

async function checkSchema(
  dataSource: DataSource,
  { app, migrations }: DatabaseOptions,
  roles: AppRoles,
): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query(`SELECT set_config('role', $1, false)`, [roles.api]);
    const rows = (await runner.query(`SELECT name FROM ${MIGRATIONS_TABLE}`).catch(() => [])) as { name: string }[];
    const applied = new Set(rows.map(({ name }) => name));
    const missing = migrations.map((one) => new one().name ?? one.name).filter((name) => !applied.has(name));
    if (missing.length > 0) throw new SchemaBehind(app, missing);
  } finally {
    await runner.query('RESET ROLE').catch(() => undefined);
    await runner.release();
  }
}

/** TypeORM keeps the pool as an untyped property. */
function poolOf(dataSource: DataSource): pg.Pool {
  return (dataSource.driver as PostgresDriver).master as pg.Pool;
}

/** For the gauge below; an app opened again (tests) takes its place. */
const watched = new Map<string, pg.Pool>();

metrics.gauge('snodo_db_connections', 'Database connections by state', ['app', 'state'], (gauge) => {
  for (const [app, pool] of watched) {
    gauge.set({ app, state: 'open' }, pool.totalCount);
    gauge.set({ app, state: 'idle' }, pool.idleCount);
    gauge.set({ app, state: 'waited_for' }, pool.waitingCount);
  }
});
