import { DataSource } from 'typeorm';

import type { MigrationClass } from './migration.js';
import { databaseOf, rolesOf, schemaOf, urlWith } from './names.js';
import { QUIET } from './quiet-typeorm.js';
import { quoted } from './rls.js';
import { TYPES } from './types.js';

/** In the schema of each app. */
export const MIGRATIONS_TABLE = 'migration';

/** Two keys of an advisory lock: one for this purpose, one per app (hash of its schema). */
const LOCK_SPACE = 0x5307;

/** A migration waits this long for a table before it gives up: longer would queue every caller behind it. */
const LONGEST_WAIT_FOR_TABLE = '10s';

export interface MigrateOptions {
  /** Of a role that may SET ROLE to the owner of the app's schema (the one that ran `prepareDatabase`); names the database. */
  readonly adminUrl: string;
  readonly app: string;
  readonly migrations: readonly MigrationClass[];
}

/**
 * Applies the migrations that are missing, as the owner of the schema, each in its own transaction. Several processes may start it at
 * once: one works, the others wait, then find nothing to do.
 * @returns names of the migrations applied now
 */
export async function migrate({ adminUrl, app, migrations }: MigrateOptions): Promise<string[]> {
  const database = databaseOf(adminUrl);
  const schema = schemaOf(app);
  const { owner, api, consumer } = rolesOf(database, app);
  const dataSource = new DataSource({
    type: 'postgres',
    url: urlWith(adminUrl, { database }),
    schema,
    migrations: [...migrations],
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    logger: QUIET,
    poolSize: 2,
    applicationName: `snodo ${app} migration`,
    extra: {
      types: TYPES,
      options: `-c role=${owner} -c search_path=${schema},pg_temp -c lock_timeout=${LONGEST_WAIT_FOR_TABLE} -c timezone=UTC`,
    },
  });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SET lock_timeout = 0');
    await lock.query('SELECT pg_advisory_lock($1, hashtext($2))', [LOCK_SPACE, schema]);
    const applied = await dataSource.runMigrations();
    await lock.query(`GRANT SELECT ON ${MIGRATIONS_TABLE} TO ${quoted(api)}, ${quoted(consumer)}`);
    return applied.map(({ name }) => name);
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}
