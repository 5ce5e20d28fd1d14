import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, assertMigratesTwice, assertNoCrossSchemaGrants, createTestDatabase } from '#libs/testing';
import { REPORTING_MIGRATIONS } from './index.js';

const REPORTING = { app: 'reporting', migrations: REPORTING_MIGRATIONS };

describe('the schema of reporting', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase([REPORTING, { app: 'ingestion', migrations: [] }]);
  });
  afterAll(() => database.drop());

  it('is applied twice without effect, and opens to no other app', async () => {
    await assertMigratesTwice(REPORTING);
    await assertNoCrossSchemaGrants(database);
  });

  it('has row-level security, forced, on every table and partition of its own', async () => {
    const open = await database.admin(
      `SELECT relname FROM pg_class WHERE relnamespace = 'reporting'::regnamespace AND relkind IN ('r', 'p')
          AND relname NOT IN ('inbox', 'outbox', 'migration') AND NOT (relrowsecurity AND relforcerowsecurity)`,
    );
    expect(open).toEqual([]);
  });
});
