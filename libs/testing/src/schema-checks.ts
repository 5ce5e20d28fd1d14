import { migrate, prepareDatabase, rolesOf, schemaOf } from '#libs/persistence';

import { createTestDatabase, type TestApp, type TestDatabase } from './test-database.js';

/** Every privilege in a schema, on a table, sequence or function that a role of another app has, directly or through a membership. */
const CROSS_GRANTS = `
SELECT r.rolname || ' on ' || n.nspname AS found
  FROM unnest($1::text[]) AS wanted(role) JOIN pg_roles r ON r.rolname = wanted.role
  JOIN pg_namespace n ON n.nspname = ANY ($2)
 WHERE has_schema_privilege(r.oid, n.oid, 'USAGE') OR has_schema_privilege(r.oid, n.oid, 'CREATE')
UNION ALL
SELECT r.rolname || ' on ' || c.oid::regclass
  FROM unnest($1::text[]) AS wanted(role) JOIN pg_roles r ON r.rolname = wanted.role
  JOIN pg_class c ON c.relnamespace = ANY (SELECT oid FROM pg_namespace WHERE nspname = ANY ($2)) AND c.relkind IN ('r', 'p', 'v', 'm')
 WHERE has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
    OR has_table_privilege(r.oid, c.oid, 'DELETE, TRUNCATE, TRIGGER')
UNION ALL
SELECT r.rolname || ' on ' || p.oid::regprocedure
  FROM unnest($1::text[]) AS wanted(role) JOIN pg_roles r ON r.rolname = wanted.role
  JOIN pg_proc p ON p.pronamespace = ANY (SELECT oid FROM pg_namespace WHERE nspname = ANY ($2))
 WHERE has_function_privilege(r.oid, p.oid, 'EXECUTE')`;

/** @throws Error that lists every privilege a role of one app has in the schema of another */
export async function assertNoCrossSchemaGrants(database: TestDatabase): Promise<void> {
  const found: string[] = [];
  for (const { app } of database.apps) {
    const roles = Object.values(rolesOf(database.name, app));
    const others = database.apps.map((one) => schemaOf(one.app)).filter((schema) => schema !== schemaOf(app));
    const rows = await database.admin<{ found: string }>(CROSS_GRANTS, [roles, others]);
    found.push(...rows.map((row) => row.found));
  }
  if (found.length > 0) throw new Error(`grants across schemas:\n${found.join('\n')}`);
}

/** @throws Error when the migrations of an app fail on an empty database, leave one out, or do something the second time */
export async function assertMigratesTwice(app: TestApp): Promise<void> {
  const database = await createTestDatabase([{ ...app, migrations: [] }]);
  try {
    const first = await migrate({ adminUrl: database.adminUrl, ...app });
    if (first.length !== app.migrations.length)
      throw new Error(`only ${first.join(', ')} of ${app.migrations.length} migrations ran`);
    await prepareDatabase({ adminUrl: database.adminUrl, apps: [app.app] });
    const second = await migrate({ adminUrl: database.adminUrl, ...app });
    if (second.length > 0) throw new Error(`ran again: ${second.join(', ')}`);
  } finally {
    await database.drop();
  }
}
