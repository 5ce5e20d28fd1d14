import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { HTTP_APPLICATION_OPTIONS, configureHttp, httpAdapter } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { HealthModule, Logger } from '#libs/observability';
import { Clock, type Database } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { InvalidToken, TokenVerifier, type VerifiedIdentity } from '#libs/security';
import { readSettings } from '#libs/settings';
import { SetClock, type TestDatabase, createTestDatabase, eventually } from '#libs/testing';
import { INPS_GATEWAY_MIGRATIONS, INPS_GATEWAY_SETTINGS, InpsGatewayModule } from '../index.js';
import { vociDiProva } from './riferimenti-di-prova.js';

const key = (): string => randomBytes(32).toString('base64');

/** Every token but `scaduto` is good and is the id of a client: who may do what is the matter here, tokens are not. */
const verifier = {
  verify(token: string): Promise<VerifiedIdentity> {
    if (token === 'scaduto') return Promise.reject(new InvalidToken('expired'));
    const identity = { kind: 'pdnd', issuer: 'prova', clientId: token, subject: token, jti: token, expiresAt: 4e9 };
    return Promise.resolve(identity as VerifiedIdentity);
  },
};

/** A gateway alone, with a database and keys of its own, at 10:00 of 10 March 2026 in Rome. */
export class GatewayDiProva {
  private constructor(
    readonly database: TestDatabase,
    /** The database as the app itself sees it. */
    readonly own: Database,
    readonly clock: SetClock,
    readonly env: NodeJS.ProcessEnv,
    readonly app: NestFastifyApplication,
  ) {}

  static async start(): Promise<GatewayDiProva> {
    const database = await createTestDatabase([
      { app: 'inps-gateway', migrations: INPS_GATEWAY_MIGRATIONS, poolSize: 8 },
    ]);
    const env = {
      SNODO_ENV: 'test',
      DATABASE_URL: database.adminUrl,
      SNODO_INPS_GATEWAY_DB_PASSWORD: database.password,
      SNODO_BUS_PREFIX: database.name,
      SNODO_RATE_LIMIT: '1000000',
      SNODO_CHIAVI_MESSAGGI: key(),
      SNODO_CHIAVI_INPS_GATEWAY: key(),
    };
    const clock = new SetClock(new Date('2026-03-10T09:00:00Z'));
    await fillRiferimenti(database);
    return new GatewayDiProva(database, await database.open('inps-gateway'), clock, env, await open(env, clock));
  }

  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(token, { strict: false });
  }

  /** A request as this client; without one, without a token. */
  ask(client: string | undefined, method: 'get' | 'post', path: string): request.Test {
    const made = request(this.app.getHttpServer())[method](path);
    return client === undefined ? made : made.set('authorization', `Bearer ${client}`);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }
}

async function open(env: NodeJS.ProcessEnv, clock: SetClock): Promise<NestFastifyApplication> {
  const settings = readSettings(INPS_GATEWAY_SETTINGS, env);
  const module = await Test.createTestingModule({
    imports: [HealthModule, InpsGatewayModule.forApp(settings, { kind: 'embedded' })],
  })
    .overrideProvider(TokenVerifier)
    .useValue(verifier)
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(settings), {
    ...HTTP_APPLICATION_OPTIONS,
    logger: false,
  });
  await configureHttp(app, { settings, logger: new Logger({ app: 'http', level: 'error' }) });
  await startMessaging(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  await eventually(() => app.get(Riferimenti, { strict: false }).ready);
  return app;
}

/** Puts the reference content where the messages of the nomenclatore would have put it. */
async function fillRiferimenti(database: TestDatabase): Promise<void> {
  await database.admin(
    `INSERT INTO inps_gateway.copia_voce (genere, id, revisione, contenuto, movimento)
     SELECT genere, id, revisione, contenuto, 1
     FROM jsonb_to_recordset($1::jsonb) AS v (genere text, id text, revisione int, contenuto jsonb)`,
    [JSON.stringify(vociDiProva())],
  );
  await database.admin(
    `INSERT INTO inps_gateway.copia_stato (unica, movimento, completa_il) VALUES (true, 1, now())
     ON CONFLICT (unica) DO UPDATE SET movimento = 1, completa_il = now()`,
  );
}
