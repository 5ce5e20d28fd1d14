import { Client } from 'pg';

import { type AppRoles, databaseOf, rolesOf, schemaOf, urlWith } from './names.js';
import { literal, quoted } from './rls.js';
import { scramVerifier } from './scram.js';

export interface PrepareOptions {
  /** Of a role that may create databases and roles. Names the database to prepare (`snodo` when it names none). */
  readonly adminUrl: string;
  readonly apps: readonly string[];
  /** Password of an app's login role; none where the server trusts this machine. A changed one takes effect. */
  readonly password?: (app: string) => string | undefined;
}

/** Advisory locks are per database, roles are of the server: everybody meets in the one database that every server has. */
const MEETING_PLACE = 'postgres';
const LOCK = 0x5306;

/**
 * Brings a server to the point where apps can migrate and start: the database, and per app a schema and its roles, each app shut out of
 * the others' schemas. Can be run again at any time, by several processes at once; an advisory lock puts them in a row.
 */
export async function prepareDatabase({ adminUrl, apps, password = () => undefined }: PrepareOptions): Promise<void> {
  const database = databaseOf(adminUrl);
  if (database === MEETING_PLACE) throw new Error(`name a database of Snodo's own: ${MEETING_PLACE} is everybody's`);
  const all = apps.map((app) => ({ app, schema: schemaOf(app), roles: rolesOf(database, app) }));

  await connected(urlWith(adminUrl, { database: MEETING_PLACE }), async (meeting) => {
    await meeting.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await meeting.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await meeting.query(`CREATE DATABASE ${quoted(database)} ENCODING 'UTF8' TEMPLATE template0`);
    for (const { app, roles } of all) await makeRoles(meeting, roles, password(app));

    await connected(urlWith(adminUrl, { database }), async (inside) => {
      await inside.query(`REVOKE ALL ON DATABASE ${quoted(database)} FROM PUBLIC`);
      await inside.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
      for (const { schema, roles } of all) await makeSchema(inside, database, schema, roles);
    });
  });
}

/** Closing the connection gives back the advisory lock. */
async function connected(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'snodo preparation' });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/**
 * The login role inherits nothing: outside a transaction that entered a role it can read nothing. It is no member of the owner, so that
 * not even injected SQL can change a table or its policies.
 */
async function makeRoles(client: Client, roles: AppRoles, password: string | undefined): Promise<void> {
  const names = Object.values(roles) as string[];
  const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)', [
    names,
  ]);
  const present = new Set(rows.map(({ rolname }) => rolname));
  for (const name of names.filter((one) => !present.has(one))) await client.query(`CREATE ROLE ${quoted(name)}`);

  for (const name of [roles.owner, roles.api, roles.consumer]) {
    await client.query(`ALTER ROLE ${quoted(name)} NOLOGIN NOINHERIT`);
  }
  const secret = password === undefined ? '' : ` PASSWORD ${literal(scramVerifier(password))}`;
  await client.query(`ALTER ROLE ${quoted(roles.login)} LOGIN NOINHERIT${secret}`);
  await client.query(`GRANT ${quoted(roles.api)}, ${quoted(roles.consumer)} TO ${quoted(roles.login)}`);
  await client.query(`GRANT ${quoted(roles.owner)} TO CURRENT_USER`);
}

async function makeSchema(client: Client, database: string, schema: string, roles: AppRoles): Promise<void> {
  const [owner, login] = [quoted(roles.owner), quoted(roles.login)];
  const workers = `${quoted(roles.api)}, ${quoted(roles.consumer)}`;
  await client.query(`GRANT CONNECT ON DATABASE ${quoted(database)} TO ${login}`);
  await client.query(`GRANT TEMPORARY ON DATABASE ${quoted(database)} TO ${workers}`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${owner}`);
  await client.query(`REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC`);
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${login}, ${workers}`);
  await client.query(`ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC`);
}
