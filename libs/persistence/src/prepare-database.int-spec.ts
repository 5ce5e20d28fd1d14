import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  assertMigratesTwice,
  assertNoCrossSchemaGrants,
  createTestDatabase,
  type TestDatabase,
  testServerUrl,
} from '#libs/testing';
import { SchemaBehind } from '#libs/persistence';
import { Client } from 'pg';

import { grant } from './rls.js';
import { migrate } from './migrate.js';
import { migration } from './migration.js';
import { rolesOf, urlWith } from './names.js';
import { openDatabase } from './open-database.js';
import { prepareDatabase } from './prepare-database.js';
import { scramVerifier } from './scram.js';

const libro = migration(1764000000000, 'libro', ({ api, consumer }) => [
  'CREATE TABLE libro (id int PRIMARY KEY)',
  'CREATE FUNCTION conta() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM libro $$',
  grant('libro', ['select', 'insert'], [api, consumer]),
]);
const scaffale = migration(1764000000001, 'scaffale', () => ['CREATE TABLE scaffale (id int PRIMARY KEY)']);

describe('a prepared database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase([
      { app: 'ingestion', migrations: [libro] },
      { app: 'inps-gateway', migrations: [libro] },
    ]);
  });
  afterAll(() => database.drop());

  const asLogin = async (app: string, sql: string): Promise<unknown[]> => {
    const user = rolesOf(database.name, app).login;
    const client = new Client({
      connectionString: urlWith(database.adminUrl, { user, password: database.password }),
    });
    await client.connect();
    try {
      return (await client.query(sql)).rows as unknown[];
    } finally {
      await client.end();
    }
  };

  it('can be prepared again, by several at once, and loses nothing', async () => {
    await (await database.open('ingestion')).statement('api', {}, 'INSERT INTO libro VALUES (1)');
    const apps = ['ingestion', 'inps-gateway'];
    await Promise.all([1, 2, 3].map(() => prepareDatabase({ adminUrl: database.adminUrl, apps })));
    expect(await database.admin('SELECT id FROM ingestion.libro')).toEqual([{ id: 1 }]);
  });

  it('gives no app anything in the schema of another', async () => {
    await assertNoCrossSchemaGrants(database);
  });

  it('tells when an app has something in the schema of another', async () => {
    const { api } = rolesOf(database.name, 'ingestion');
    await database.admin(`GRANT SELECT (id) ON inps_gateway.libro TO ${api}`);
    await expect(assertNoCrossSchemaGrants(database)).rejects.toThrow(`${api} on inps_gateway.libro`);
    await database.admin(`REVOKE SELECT (id) ON inps_gateway.libro FROM ${api}`);
  });

  it('lets a login do nothing before it enters a role', async () => {
    await expect(asLogin('ingestion', 'SELECT * FROM ingestion.libro')).rejects.toThrow('permission denied');
    await expect(asLogin('ingestion', 'CREATE TABLE ingestion.x (id int)')).rejects.toThrow('permission denied');
    await expect(asLogin('ingestion', 'CREATE TABLE public.x (id int)')).rejects.toThrow('permission denied');
    expect(await asLogin('ingestion', `SELECT has_schema_privilege('public', 'USAGE') AS usage`)).toEqual([
      { usage: false },
    ]);
    expect(
      await database.admin(`SELECT has_database_privilege('public', current_database(), 'CONNECT') AS open`),
    ).toEqual([{ open: false }]);
  });

  it('lets a login enter the roles of its own app, and not the owner', async () => {
    const { api, owner } = rolesOf(database.name, 'ingestion');
    const foreign = rolesOf(database.name, 'inps-gateway').api;
    expect(await asLogin('ingestion', `SELECT set_config('role', '${api}', false) AS role`)).toEqual([{ role: api }]);
    await expect(asLogin('ingestion', `SET ROLE ${owner}`)).rejects.toThrow('permission denied to set role');
    await expect(asLogin('ingestion', `SET ROLE ${foreign}`)).rejects.toThrow('permission denied to set role');
  });

  it('keeps functions from everybody until they are granted', async () => {
    const ingestion = await database.open('ingestion');
    await expect(ingestion.statement('api', {}, 'SELECT conta()')).rejects.toThrow('permission denied for function');
  });

  it('refuses the database that belongs to everybody', async () => {
    const adminUrl = urlWith(testServerUrl(), { database: 'postgres' });
    await expect(prepareDatabase({ adminUrl, apps: ['ingestion'] })).rejects.toThrow('own');
  });

  it('stores passwords in the form that PostgreSQL itself would make', async () => {
    const role = `snodo_t_${randomBytes(5).toString('hex')}`;
    await database.admin(`CREATE ROLE ${role} PASSWORD 'una parola'`);
    try {
      const [row] = await database.admin<{ rolpassword: string }>(
        'SELECT rolpassword FROM pg_authid WHERE rolname = $1',
        [role],
      );
      const salt = /^SCRAM-SHA-256\$4096:([^$]+)\$/.exec(row!.rolpassword)![1]!;
      expect(scramVerifier('una parola', Buffer.from(salt, 'base64'))).toBe(row!.rolpassword);
    } finally {
      await database.admin(`DROP ROLE ${role}`);
    }
  });

  it('sets the password of a login, and changes it', async () => {
    const stored = async (): Promise<string> => {
      const [row] = await database.admin<{ rolpassword: string }>(
        'SELECT rolpassword FROM pg_authid WHERE rolname = $1',
        [rolesOf(database.name, 'ingestion').login],
      );
      return row!.rolpassword;
    };
    const prepare = (word: string): Promise<void> =>
      prepareDatabase({ adminUrl: database.adminUrl, apps: ['ingestion'], password: () => word });
    const saltOf = (verifier: string): Buffer => Buffer.from(/:([^$]+)\$/.exec(verifier)![1]!, 'base64');

    await prepare('prima');
    expect(await stored()).toBe(scramVerifier('prima', saltOf(await stored())));
    await prepare('seconda');
    expect(await stored()).toBe(scramVerifier('seconda', saltOf(await stored())));
    await prepare(database.password);
  });
});

describe('migrations', () => {
  it('run on an empty database, and a second time do nothing', async () => {
    await assertMigratesTwice({ app: 'ingestion', migrations: [libro, scaffale] });
  });

  describe('on a database', () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await createTestDatabase([{ app: 'ingestion', migrations: [] }]);
    });
    afterAll(() => database.drop());

    it('are applied by one of several processes that start together', async () => {
      const { adminUrl } = database;
      const applied = await Promise.all(
        [1, 2, 3].map(() => migrate({ adminUrl, app: 'ingestion', migrations: [libro, scaffale] })),
      );
      expect(applied.flat().sort()).toEqual(['libro1764000000000', 'scaffale1764000000001']);
    });

    it('make the owner own what they create', async () => {
      const owners = await database.admin('SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = $1', [
        'ingestion',
      ]);
      expect(owners).toEqual([{ tableowner: rolesOf(database.name, 'ingestion').owner }]);
    });

    it('leave nothing of one that fails half way', async () => {
      const broken = migration(1764000000002, 'rotta', () => [
        'CREATE TABLE meta (id int)',
        'SELECT nessuna_funzione()',
      ]);
      await expect(
        migrate({ adminUrl: database.adminUrl, app: 'ingestion', migrations: [libro, scaffale, broken] }),
      ).rejects.toThrow('nessuna_funzione');
      expect(await database.admin(`SELECT to_regclass('ingestion.meta') AS found`)).toEqual([{ found: null }]);
    });

    it('that are missing keep an app from opening its database, by name', async () => {
      const next = migration(1764000000003, 'nuova', () => []);
      const opening = openDatabase({
        url: database.adminUrl,
        password: database.password,
        app: 'ingestion',
        migrations: [libro, scaffale, next],
      });
      await expect(opening).rejects.toThrow(new SchemaBehind('ingestion', ['nuova1764000000003']));
      await expect(opening).rejects.toBeInstanceOf(SchemaBehind);
    });

    it('have no way back', async () => {
      await expect(new libro().down(undefined as never)).rejects.toThrow('no way back');
    });
  });
});
