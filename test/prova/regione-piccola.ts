import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  ANAGRAFE_REGIONALE_MIGRATIONS,
  ANAGRAFE_REGIONALE_SETTINGS,
  AnagrafeRegionaleModule,
} from '#apps/anagrafe-regionale';
import { INGESTION_MIGRATIONS, INGESTION_SETTINGS, IngestionModule } from '#apps/ingestion';
import { REPORTING_MIGRATIONS, REPORTING_SETTINGS, ReportingModule } from '#apps/reporting';
import { HTTP_APPLICATION_OPTIONS, configureHttp, httpAdapter } from '#libs/http';
import { type TransportOptions, startMessaging } from '#libs/messaging';
import { HealthModule, Logger, setLogLevel } from '#libs/observability';
import { Clock } from '#libs/persistence';
import type { Voce } from '#libs/riferimenti';
import { TokenVerifier, type VerifiedIdentity } from '#libs/security';
import { readSettings } from '#libs/settings';
import { SetClock, type TestDatabase, createTestDatabase, eventually, testBrokerUrl } from '#libs/testing';
import { dropBus } from './broker.js';
import type { Json } from './installazione.js';
import { vociDelleMarche } from './marche-piccole.js';
import { fillRiferimenti } from './riferimenti.js';

const APPS = [
  { app: 'ingestion', migrations: INGESTION_MIGRATIONS },
  { app: 'anagrafe-regionale', migrations: ANAGRAFE_REGIONALE_MIGRATIONS, poolSize: 8 },
  { app: 'reporting', migrations: REPORTING_MIGRATIONS },
] as const;
const SCHEMI = ['ingestion', 'anagrafe_regionale', 'reporting'];
const SEGRETI = [
  'SNODO_CHIAVI_INGESTION',
  'SNODO_CHIAVI_MESSAGGI',
  'SNODO_CHIAVE_RECORD',
  'SNODO_CHIAVI_RICEVUTE',
  'SNODO_CHIAVI_ANAGRAFE',
  'SNODO_CHIAVE_INDICE_ANAGRAFE',
  'SNODO_CHIAVE_PSEUDONIMI',
];

/** What a server answered: its status, and its body or problem. */
export interface Esito {
  readonly status: number;
  readonly body: Json;
}

/** Every token is good and is the id of a client: who may see whom is the matter of these stories, tokens are not. */
const verifier = {
  verify(token: string): Promise<VerifiedIdentity> {
    const expiresAt = 4e9;
    return Promise.resolve({ kind: 'pdnd', issuer: 'prova', clientId: token, subject: token, jti: token, expiresAt });
  },
};

/**
 * What persons go through of a hub: ingestion, the registry and reporting in one process, over a real broker, with a day that is told. They
 * know the region already, as if the nomenclatore had told them: loading its demonstration takes longer than a story.
 */
export class RegionePiccola {
  private constructor(
    readonly database: TestDatabase,
    readonly clock: SetClock,
    readonly app: NestFastifyApplication,
    private readonly url: string,
  ) {}

  /** @param voci known beside the usual ones; @param settings other than the usual ones */
  static async start(
    instant: string,
    voci: readonly Voce[] = [],
    settings: NodeJS.ProcessEnv = {},
  ): Promise<RegionePiccola> {
    const database = await createTestDatabase(APPS);
    for (const schema of SCHEMI) await fillRiferimenti(database, schema, [...vociDelleMarche(), ...voci]);
    const clock = new SetClock(new Date(instant));
    const app = await open({ ...ambiente(database), ...settings }, clock);
    const url = await app.getUrl();
    await eventually(async () => (await fetch(`${url}/health/ready`)).ok, { timeout: 120_000, interval: 100 });
    return new RegionePiccola(database, clock, app, url);
  }

  /** @param chi id of a client */
  async call(chi: string, method: string, path: string, body?: string | Uint8Array | object): Promise<Esito> {
    const whole = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${chi}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: whole ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** @throws unless the answer is 2xx */
  async ask(chi: string, method: string, path: string, body?: string | Uint8Array | object): Promise<Json> {
    const { status, body: said } = await this.call(chi, method, path, body);
    if (status >= 300) throw new Error(`${chi}: ${method} ${path}: ${status} ${JSON.stringify(said)}`);
    return said;
  }

  async drop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
    await dropBus(testBrokerUrl(), this.database.name);
  }
}

function ambiente({ adminUrl, password, name }: TestDatabase): NodeJS.ProcessEnv {
  return {
    SNODO_ENV: 'test',
    DATABASE_URL: adminUrl,
    ...Object.fromEntries(SCHEMI.map((schema) => [`SNODO_${schema.toUpperCase()}_DB_PASSWORD`, password])),
    ...Object.fromEntries(SEGRETI.map((secret) => [secret, randomBytes(32).toString('base64')])),
    SNODO_BUS_PREFIX: name,
    SNODO_RATE_LIMIT: '1000000',
    SNODO_SPAZIO_MINIMO: '1MiB',
    SNODO_REPORTING_INTERVALLO: '1s',
    SNODO_WEBHOOK_LOCALI: 'true',
  };
}

async function open(env: NodeJS.ProcessEnv, clock: Clock): Promise<NestFastifyApplication> {
  const transport: TransportOptions = { kind: 'rabbitmq', url: testBrokerUrl() };
  const anagrafe = readSettings(ANAGRAFE_REGIONALE_SETTINGS, env);
  setLogLevel('error');
  const logger = new Logger({ app: 'prova' });
  const imports = [
    HealthModule,
    IngestionModule.forApp(readSettings(INGESTION_SETTINGS, env), transport),
    AnagrafeRegionaleModule.forApp(anagrafe, transport),
    ReportingModule.forApp(readSettings(REPORTING_SETTINGS, env), transport),
  ];
  const module = await Test.createTestingModule({ imports })
    .overrideProvider(Clock)
    .useValue(clock)
    .overrideProvider(TokenVerifier)
    .useValue(verifier)
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(anagrafe), {
    ...HTTP_APPLICATION_OPTIONS,
    logger,
  });
  await configureHttp(app, { settings: anagrafe, logger });
  await app.listen(0, '127.0.0.1');
  await startMessaging(app);
  return app;
}
