import type { Logger } from 'typeorm';

const nothing = (): void => undefined;

/** TypeORM prints failures beside throwing them, with parameters that may be personal: what is thrown is enough. */
export const QUIET: Logger = {
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
};
