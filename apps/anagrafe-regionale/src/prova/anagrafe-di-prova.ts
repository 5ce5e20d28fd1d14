import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { HTTP_APPLICATION_OPTIONS, configureHttp, httpAdapter } from '#libs/http';
import { type ItemOutcome, PermanentError, startMessaging } from '#libs/messaging';
import type { FattoCollegato, RigaAccettata, RigaCollegata, RighePsPsaSinaAccettateV1 } from '#libs/contracts';
import { HealthModule, Logger } from '#libs/observability';
import { Clock, Database, ensurePartitions } from '#libs/persistence';
import { CompitiRegistro, RegistroWorker } from '#libs/registro';
import { Riferimenti } from '#libs/riferimenti';
import { TokenVerifier, type VerifiedIdentity } from '#libs/security';
import { readSettings } from '#libs/settings';
import { SetClock, type TestDatabase, createTestDatabase, eventually } from '#libs/testing';
import { fillRiferimenti } from '../../../../test/prova/riferimenti.js';
import { ANAGRAFE_REGIONALE_MIGRATIONS, ANAGRAFE_REGIONALE_SETTINGS, AnagrafeRegionaleModule } from '../index.js';
import { CompitiNotifiche } from '../notifica/compiti-notifiche.js';
import { CompitiFonti } from '../fonte-esterna/compiti-fonti.js';
import { FontiWorker } from '../fonte-esterna/fonti.worker.js';
import { CollegaRighe } from '../collegamento/collega-righe.js';
import { vociDiProva } from './riferimenti-di-prova.js';
import { messaggioDi } from './righe-di-prova.js';

const key = (): string => randomBytes(32).toString('base64');

/** Every token is good and is the id of a client: who may do what is the matter here, tokens are not. */
const verifier = {
  verify(token: string): Promise<VerifiedIdentity> {
    return Promise.resolve({
      kind: 'pdnd',
      issuer: 'prova',
      clientId: token,
      subject: token,
      jti: token,
      expiresAt: 4e9,
    });
  },
};

/** What a database of the registry is made of. */
export const ANAGRAFE_IN_PROVA = {
  app: 'anagrafe-regionale',
  migrations: ANAGRAFE_REGIONALE_MIGRATIONS,
  poolSize: 8,
} as const;

/** A registry alone, with a database and keys of its own, at 10:00 of 10 March 2026 in Rome. */
export class AnagrafeDiProva {
  private constructor(
    readonly database: TestDatabase,
    readonly clock: SetClock,
    readonly env: NodeJS.ProcessEnv,
    readonly app: NestFastifyApplication,
  ) {}

  /**
   * @param settings other than the usual ones
   * @param compiti whether it does of itself, every second of the real clock, what the feed does by the clock: otherwise tests do it
   * @param given a database that has its reference content already; one of its own unless told
   */
  static async start(
    settings: NodeJS.ProcessEnv = {},
    { compiti = false, database: given }: { readonly compiti?: boolean; readonly database?: TestDatabase } = {},
  ): Promise<AnagrafeDiProva> {
    const database = given ?? (await createTestDatabase([ANAGRAFE_IN_PROVA]));
    const env = {
      SNODO_ENV: 'test',
      DATABASE_URL: database.adminUrl,
      SNODO_ANAGRAFE_REGIONALE_DB_PASSWORD: database.password,
      SNODO_BUS_PREFIX: database.name,
      SNODO_RATE_LIMIT: '1000000',
      SNODO_CHIAVI_MESSAGGI: key(),
      SNODO_CHIAVI_ANAGRAFE: key(),
      SNODO_CHIAVE_INDICE_ANAGRAFE: key(),
      SNODO_CHIAVE_PSEUDONIMI: key(),
      SNODO_CHIAVI_RICEVUTE: key(),
      SNODO_WEBHOOK_LOCALI: 'true',
      ...settings,
    };
    const clock = new SetClock(new Date('2026-03-10T09:00:00Z'));
    if (given === undefined) await fillRiferimenti(database, 'anagrafe_regionale', vociDiProva());
    return new AnagrafeDiProva(database, clock, env, await open(env, clock, compiti));
  }

  get<T>(token: (abstract new (...args: never[]) => T) | { prototype: T }): T {
    return this.app.get<T>(token as new () => T, { strict: false });
  }

  /** Moves to another instant, whose partitions a process that runs until then would have made. */
  async at(instant: string): Promise<void> {
    this.clock.set(instant);
    await ensurePartitions(this.get(Database), 'accesso', this.clock.now());
  }

  /** Hears a message as its consumer does, in a transaction of its own. */
  async hear(body: RighePsPsaSinaAccettateV1): Promise<readonly ItemOutcome[]> {
    const database = this.get(Database);
    const to = { key: 'prova', ente: body.enteMittente };
    return database.transaction('consumer', {}, (tx) => this.get(CollegaRighe).link(tx, body, to));
  }

  /** Righe of one message, accepted at an instant. */
  async accept(righe: readonly RigaAccettata[], accettateIl?: string): Promise<void> {
    const outcomes = await this.hear(messaggioDi(righe, accettateIl));
    const failed = outcomes.find((outcome) => outcome instanceof PermanentError);
    if (failed !== undefined) throw failed;
  }

  /** What other services were told, in order. */
  async said(): Promise<{ collegate: RigaCollegata[]; fatti: FattoCollegato[] }> {
    const rows = await this.database.admin<{ type: string; body: { righe: RigaCollegata[]; fatti: FattoCollegato[] } }>(
      `SELECT type, convert_from(body, 'UTF8')::jsonb AS body FROM anagrafe_regionale.outbox WHERE NOT sealed ORDER BY id`,
    );
    return {
      collegate: rows.filter(({ type }) => type === 'riga.collegata.v1').flatMap(({ body }) => body.righe),
      fatti: rows.filter(({ type }) => type === 'fatti.collegati.v1').flatMap(({ body }) => body.fatti),
    };
  }

  /** Forgets persons, accesses and what was said. */
  async empty(): Promise<void> {
    const tables = [
      'persona',
      'scheda',
      'scheda_codice',
      'legame',
      'distinti',
      'possibile_duplicato',
      'operazione_riesame_record',
      'operazione_riesame',
      'apertura_riesame',
      'proposta_riesame',
      'variazione',
      'ricostruzione',
      'persona_codice',
      'record',
      'gruppo',
      'residenza_detta',
      'residenza',
      'residenza_contesa',
      'famiglia_componente',
      'fornitura',
      'fornitura_riga',
      'fornitura_atto',
      'non_piu_dichiarata',
      'accesso',
      'ricerche_vuote',
      'traccia_ricerca',
      'outbox',
    ];
    tables.push('presa_in_carico', 'protezione', 'accesso_taciuto', 'codice_precluso', 'protezione_codice');
    tables.push('persona_cessata', 'rete_relazione');
    tables.push('domanda_fonte', 'interrogazione_fonte', 'fonte_esterna');
    tables.push('accesso_urgente', 'accesso_urgente_esame', 'radice_persona');
    await this.database.empty(tables.map((table) => `anagrafe_regionale.${table}`));
  }

  /** A request as this client; without one, without a token. */
  ask(client: string | undefined, method: 'get' | 'post' | 'put' | 'delete', path: string): request.Test {
    const made = request(this.app.getHttpServer())[method](path);
    return client === undefined ? made : made.set('authorization', `Bearer ${client}`);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }
}

async function open(env: NodeJS.ProcessEnv, clock: SetClock, compiti: boolean): Promise<NestFastifyApplication> {
  const settings = readSettings(ANAGRAFE_REGIONALE_SETTINGS, env);
  const building = Test.createTestingModule({
    imports: [HealthModule, AnagrafeRegionaleModule.forApp(settings, { kind: 'embedded' })],
  })
    .overrideProvider(TokenVerifier)
    .useValue(verifier)
    .overrideProvider(Clock)
    .useValue(clock);
  if (!compiti) {
    building.overrideProvider(CompitiNotifiche).useValue({});
    for (const compito of [RegistroWorker, CompitiRegistro, FontiWorker, CompitiFonti])
      building.overrideProvider(compito).useValue({});
  }
  const module = await building.compile();
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
