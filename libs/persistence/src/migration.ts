import type { MigrationInterface, QueryRunner } from 'typeorm';

import { type AppRoles, rolesOf } from './names.js';

/** A migration as TypeORM wants it, in an app's explicit list. */
export type MigrationClass = new () => MigrationInterface;

/**
 * One step of a schema, run as its owner with the app's schema first in the search path: tables are named without schema.
 * Forward only (expand, then contract in a later release): release N−1 must still run beside it.
 * @param timestamp 13 digits, the instant it was written; gives the order
 * @param name snake or kebab case, what it brings
 */
export function migration(
  timestamp: number,
  name: string,
  statements: (roles: AppRoles) => readonly string[],
): MigrationClass {
  if (!/^\d{13}$/.test(String(timestamp))) throw new Error(`migration ${name}: the timestamp must have 13 digits`);
  return class implements MigrationInterface {
    readonly name = `${name}${timestamp}`;

    async up(runner: QueryRunner): Promise<void> {
      const [place] = (await runner.query('SELECT current_database() AS database, current_schema() AS schema')) as [
        { database: string; schema: string },
      ];
      for (const statement of statements(rolesOf(place.database, place.schema))) await runner.query(statement);
    }

    down(): Promise<void> {
      return Promise.reject(new Error(`migration ${name} has no way back: write a new one`));
    }
  };
}
