import { randomBytes, randomUUID } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type CryptoKey, SignJWT, exportJWK, generateKeyPair } from 'jose';
import { INGESTION_MIGRATIONS, INGESTION_SETTINGS, IngestionModule } from '#apps/ingestion';
import { HTTP_APPLICATION_OPTIONS, configureHttp, httpAdapter } from '#libs/http';
import { type TransportOptions, startMessaging } from '#libs/messaging';
import { Logger } from '#libs/observability';
import { readSettings } from '#libs/settings';
import { type TestDatabase, createTestDatabase, eventually } from '#libs/testing';
import { RICEVENTE_MIGRATIONS } from './ricevente.js';
import { fillRiferimenti } from './riferimenti.js';

const AUDIENCE = 'https://snodo.test';

/** Issuer of tokens of the tests: a key pair and the address where its public half is. */
export class EmittenteInProva {
  private constructor(
    readonly jwksUrl: string,
    private readonly key: CryptoKey,
    private readonly server: Server,
  ) {}

  static async start(): Promise<EmittenteInProva> {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'prova', use: 'sig', alg: 'RS256' };
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new EmittenteInProva(`http://127.0.0.1:${port}/jwks.json`, privateKey, server);
  }

  token(clientId: string, lifetime = '1h'): Promise<string> {
    return new SignJWT({ client_id: clientId, purposeId: randomUUID(), consumerId: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', kid: 'prova', typ: 'at+jwt' })
      .setIssuer('prova')
      .setSubject(clientId)
      .setAudience(AUDIENCE)
      .setJti(randomUUID())
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime(lifetime)
      .sign(this.key);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** Environment of an ingestion of the tests: keys of its own, limits that a test can reach. */
export function ambienteInProva({ adminUrl, password }: TestDatabase, jwksUrl: string): NodeJS.ProcessEnv {
  const key = (): string => randomBytes(32).toString('base64');
  return {
    SNODO_ENV: 'test',
    DATABASE_URL: adminUrl,
    SNODO_INGESTION_DB_PASSWORD: password,
    SNODO_AUDIENCE: AUDIENCE,
    SNODO_PDND_ISSUER: 'prova',
    SNODO_PDND_JWKS_URL: jwksUrl,
    SNODO_RATE_LIMIT: '1000000',
    SNODO_CHIAVI_INGESTION: key(),
    SNODO_CHIAVI_MESSAGGI: key(),
    SNODO_CHIAVE_RECORD: key(),
    SNODO_CHIAVI_RICEVUTE: key(),
    SNODO_SPAZIO_MINIMO: '1MiB',
  };
}

/** With the schema of ingestion and that of a receiver. */
export function createIngestionDatabase(serverUrl?: string): Promise<TestDatabase> {
  const apps = [
    { app: 'ingestion', migrations: INGESTION_MIGRATIONS },
    { app: 'inps-gateway', migrations: RICEVENTE_MIGRATIONS },
  ];
  return createTestDatabase(apps, serverUrl);
}

export interface IngestionInProva {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly emittente: EmittenteInProva;
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  readonly prefix: string;
  close(): Promise<void>;
}

/** A whole ingestion on a database of its own, listening on a free port. */
export async function startIngestion(
  transport: TransportOptions,
  settings: NodeJS.ProcessEnv = {},
  quiet = true,
): Promise<IngestionInProva> {
  const database = await createIngestionDatabase();
  await fillRiferimenti(database);
  const emittente = await EmittenteInProva.start();
  const prefix = database.name;
  const env = { ...ambienteInProva(database, emittente.jwksUrl), SNODO_BUS_PREFIX: prefix, ...settings };
  const { app, url } = await openIngestion(transport, env, quiet);
  return {
    app,
    database,
    emittente,
    url,
    env,
    prefix,
    async close() {
      await app.close();
      await emittente.stop();
      await database.drop();
    },
  };
}

/** One more process' worth of ingestion on an environment that exists already. */
export async function openIngestion(
  transport: TransportOptions,
  env: NodeJS.ProcessEnv,
  quiet = true,
): Promise<{ app: NestFastifyApplication; url: string }> {
  const settings = readSettings(INGESTION_SETTINGS, env);
  const logger = new Logger({ app: 'prova', level: quiet ? 'fatal' : 'info' });
  const app = await NestFactory.create<NestFastifyApplication>(
    IngestionModule.forApp(settings, transport),
    httpAdapter(settings),
    { ...HTTP_APPLICATION_OPTIONS, logger },
  );
  await configureHttp(app, { settings, logger });
  await app.listen(0, '127.0.0.1');
  await startMessaging(app);
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/health/ready`)).ok, { timeout: 30_000, interval: 250 });
  return { app, url };
}
