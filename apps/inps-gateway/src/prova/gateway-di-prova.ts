import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import type { MessageType, RigaAccettata } from '#libs/contracts';
import { HTTP_APPLICATION_OPTIONS, configureHttp, httpAdapter } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { HealthModule, Logger } from '#libs/observability';
import { Clock, type Database } from '#libs/persistence';
import { Riferimenti, type Voce } from '#libs/riferimenti';
import { InvalidToken, KeyRing, TokenVerifier, type VerifiedIdentity } from '#libs/security';
import { readSettings } from '#libs/settings';
import { SetClock, type TestDatabase, createTestDatabase, eventually } from '#libs/testing';
import { fillRiferimenti } from '../../../../test/prova/riferimenti.js';
import { INPS_GATEWAY_MIGRATIONS, INPS_GATEWAY_SETTINGS, InpsGatewayModule } from '../index.js';
import { openCorpo } from '../flusso/flusso.js';
import { PubblicaRighe } from '../flusso/pubblica-righe.js';
import { ASCOLTO_MIGRATIONS, IngestionInAscolto } from './ingestion-in-ascolto.js';
import { ENTI, type NomeEnte, vociDiProva } from './riferimenti-di-prova.js';
import { messaggio } from './righe-di-prova.js';

const key = (): string => randomBytes(32).toString('base64');

/** Every token but `scaduto` is good and is the id of a client: who may do what is the matter here, tokens are not. */
const verifier = {
  verify(token: string): Promise<VerifiedIdentity> {
    if (token === 'scaduto') return Promise.reject(new InvalidToken('expired'));
    const identity = { kind: 'pdnd', issuer: 'prova', clientId: token, subject: token, jti: token, expiresAt: 4e9 };
    return Promise.resolve(identity as VerifiedIdentity);
  },
};

export interface FlussoLetto {
  readonly ts: number;
  readonly id_flusso: string;
  readonly operazione: 'I' | 'C';
  readonly riga_id: string;
  readonly revisione: number;
  readonly di: number;
  readonly impronta: string;
  readonly xml: string;
}

/** A gateway alone, with a database and keys of its own, at 10:00 of 10 March 2026 in Rome. */
export class GatewayDiProva {
  private constructor(
    readonly database: TestDatabase,
    /** The database as the app itself sees it. */
    readonly own: Database,
    readonly clock: SetClock,
    readonly env: NodeJS.ProcessEnv,
    readonly app: NestFastifyApplication,
    readonly ingestion: IngestionInAscolto,
  ) {}

  static async start(): Promise<GatewayDiProva> {
    const database = await createTestDatabase([
      { app: 'inps-gateway', migrations: INPS_GATEWAY_MIGRATIONS, poolSize: 8 },
      { app: 'ingestion', migrations: ASCOLTO_MIGRATIONS },
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
    await fillRiferimenti(database, 'inps_gateway', vociDiProva());
    const app = await open(env, clock);
    const ingestion = await IngestionInAscolto.open(database, env.SNODO_CHIAVI_MESSAGGI);
    return new GatewayDiProva(database, await database.open('inps-gateway'), clock, env, app, ingestion);
  }

  get<T>(token: (abstract new (...args: never[]) => T) | { prototype: T }): T {
    return this.app.get<T>(token as new () => T, { strict: false });
  }

  /** A request as this client; without one, without a token. */
  ask(client: string | undefined, method: 'get' | 'post', path: string): request.Test {
    const made = request(this.app.getHttpServer())[method](path);
    return client === undefined ? made : made.set('authorization', `Bearer ${client}`);
  }

  /** The ente tells INPS in this way from a day on, as if it had chosen so. */
  async choose(ente: NomeEnte, modalita: string, dal = '2026-01-01', tracciato = 'PS_PSA_SINA'): Promise<void> {
    await this.database.admin(
      `INSERT INTO inps_gateway.modalita_inps (ente, tracciato, modalita, dal, scelta_il, scelta_da)
       VALUES ($1, $4, $2, $3, now(), 'prova')`,
      [ENTI[ente].id, modalita, dal, tracciato],
    );
  }

  /** Applies a message of these righe, as its consumer would. @returns transactions it took */
  async publish(righe: readonly RigaAccettata[], accettateIl?: string): Promise<number> {
    const said = messaggio(righe, accettateIl);
    const outcomes = await this.own.transaction('consumer', {}, (tx) => this.get(PubblicaRighe).publish(tx, said));
    const left = said.righe.filter((_, at) => outcomes[at] === 'later');
    return left.length === 0 ? 1 : 1 + (await this.publish(left, accettateIl));
  }

  /** All that ingestion has heard of this type, once everything said has arrived. */
  async said<T extends object>(type: MessageType<T>): Promise<T[]> {
    await this.#quiet();
    return this.ingestion.sentiti(type);
  }

  async forgetSaid(): Promise<void> {
    await this.#quiet();
    await this.database.empty(['ingestion.sentito']);
  }

  /** Nothing is on its way between the two apps. */
  async #quiet(): Promise<void> {
    await eventually(async () => {
      const [row] = await this.database.admin<{ n: number }>(
        `SELECT (SELECT count(*) FROM inps_gateway.outbox)::int + (SELECT count(*) FROM ingestion.outbox WHERE held_because IS NULL)::int
           + (SELECT count(*) FROM ingestion.inbox WHERE state <> 'done')::int
           + (SELECT count(*) FROM inps_gateway.inbox WHERE state <> 'done')::int AS n`,
      );
      return row!.n === 0;
    });
  }

  /** Changes the reference content as a message of the nomenclatore would. */
  async change(voce: Voce): Promise<void> {
    await this.database.admin(
      `WITH movimento AS (UPDATE inps_gateway.copia_stato SET movimento = movimento + 1 RETURNING movimento)
       INSERT INTO inps_gateway.copia_voce (genere, id, revisione, contenuto, movimento)
       SELECT $1, $2, $3, $4, movimento FROM movimento
       ON CONFLICT (genere, id) DO UPDATE SET revisione = excluded.revisione, contenuto = excluded.contenuto, movimento = excluded.movimento`,
      [voce.genere, voce.id, voce.revisione, JSON.stringify(voce.contenuto)],
    );
  }

  /** The same, and waits until the app has seen it. */
  async changeAndWait(voce: Voce, seen: (vista: Riferimenti['vista']) => boolean): Promise<void> {
    await this.change(voce);
    await eventually(() => seen(this.get(Riferimenti).vista));
  }

  /** The log of an ente: documents in clear, in order. */
  async log(ente: NomeEnte): Promise<FlussoLetto[]> {
    const { id } = ENTI[ente];
    const rows = await this.database.admin<Omit<FlussoLetto, 'xml' | 'ts'> & { ts: string; corpo: Buffer }>(
      `SELECT ts, id_flusso, operazione, riga_id, revisione, di, encode(impronta, 'hex') AS impronta, corpo
       FROM inps_gateway.flusso WHERE ente = $1 ORDER BY ts`,
      [id],
    );
    const keyRing = this.get(KeyRing);
    return rows.map(({ corpo, ts, ...row }) => ({
      ...row,
      ts: Number(ts),
      xml: openCorpo(keyRing, id, Number(ts), corpo).toString(),
    }));
  }

  async close(): Promise<void> {
    await this.ingestion.close();
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
