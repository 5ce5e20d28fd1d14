export { bigints, booleans, buffers, hexes, instants, ints, texts, uuids } from './binary-columns.js';
export { Clock, SystemClock, legalDayOf } from './clock.js';
export { type CopyLines, type CopyValue, copyLine } from './copy.js';
export { Database, type TransactionOptions } from './database.js';
export { DatabaseUnavailable, SchemaBehind, TransactionTooLong } from './errors.js';
export { type MigrateOptions, migrate } from './migrate.js';
export { type MigrationClass, migration } from './migration.js';
export { type AppRoles, type WorkRole, rolesOf, schemaOf, urlWith } from './names.js';
export { type DatabaseOptions, openDatabase } from './open-database.js';
export { ensurePartitions, firstIdOf, monthlyPartitions } from './partitions.js';
export { PersistenceModule } from './persistence.module.js';
export { type PrepareOptions, prepareDatabase } from './prepare-database.js';
export {
  type PolicyRule,
  type Privilege,
  enableRls,
  grant,
  policy,
  scopeTexts,
  scopeUuids,
  scopeValue,
} from './rls.js';
export type { SessionScope } from './scope.js';
export { DATABASE_ADMIN_SETTINGS, DATABASE_SETTINGS, databasePasswordOf } from './settings.js';
export type { Sql, Statement } from './sequence.js';
export type { Tx } from './transaction.js';
export { uuidv7 } from './uuidv7.js';
