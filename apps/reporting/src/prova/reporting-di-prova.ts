import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { type FattoCollegato, type Route, TOPOLOGY, righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { HTTP_APPLICATION_OPTIONS, configureHttp, httpAdapter } from '#libs/http';
import { Bus, MESSAGING_MIGRATIONS, startMessaging } from '#libs/messaging';
import { HealthModule, Logger, setLogLevel } from '#libs/observability';
import { Clock, Database } from '#libs/persistence';
import { Riferimenti, type Voce } from '#libs/riferimenti';
import { type IdentityKind, KeyRing, type Ruolo, TokenVerifier, type VerifiedIdentity } from '#libs/security';
import { readSettings } from '#libs/settings';
import { SetClock, type TestDatabase, createTestDatabase, eventually } from '#libs/testing';
import { ApplicaFatti } from '../fatti/applica-fatti.js';
import { REPORTING_MIGRATIONS, REPORTING_SETTINGS, ReportingModule } from '../index.js';
import { PubblicaTabelle } from '../tabelle/pubblica-tabelle.js';
import { PubblicazionePeriodica } from '../tabelle/pubblicazione-periodica.js';
import { ENTI_DI_PROVA } from './fatti-di-prova.js';

const SEMPRE = { dal: '2000-01-01', al: null } as const;
export const AMBITI_DI_PROVA = {
  nord: 'a0000000-0000-5000-8000-000000000001',
  sud: 'a0000000-0000-5000-8000-000000000002',
} as const;

/** Every token is good and names its client: who may see what is the matter here, tokens are not. */
const verifier = {
  verify(clientId: string): Promise<VerifiedIdentity> {
    const kind: IdentityKind = 'pdnd';
    return Promise.resolve({ kind, issuer: kind, clientId, subject: clientId, jti: clientId, expiresAt: 4e9 });
  },
};

const CLIENT: Readonly<Record<string, readonly [ente: keyof typeof ENTI_DI_PROVA, ruoli: readonly Ruolo[]]>> = {
  uno: ['uno', ['titolare']],
  capofila: ['uno', ['titolare', 'capofila']],
  due: ['due', ['titolare']],
  tre: ['tre', ['titolare']],
  fuori: ['fuori', ['gestore']],
  regione: ['regione', ['regione']],
  software: ['fuori', ['software_house']],
};

const CON_UN_ERRORE: readonly Route[] = TOPOLOGY.map((route) =>
  route.type === righePsPsaSinaAccettateV1 ? { ...route, to: ['reporting'] } : route,
);

/** Two ambiti: the north with `uno` (its capofila) and `due`, the south with `tre`. A client per ente, by its name. */
export function vociDiProva(): Voce[] {
  const enti = Object.entries(ENTI_DI_PROVA).map(([nome, id]): Voce => {
    const tipo = nome === 'regione' ? 'regione' : 'comune';
    return { genere: 'ente', id, revisione: 1, contenuto: { ...SEMPRE, denominazione: nome, tipo, codici: [] } };
  });
  const clients = Object.entries(CLIENT).map(([clientId, [ente, ruoli]]): Voce => {
    const contenuto = {
      ...SEMPRE,
      clientId,
      identita: 'pdnd' as const,
      ente: ENTI_DI_PROVA[ente],
      gestore: null,
      ruoli,
    };
    return { genere: 'client', id: clientId, revisione: 1, contenuto };
  });
  const { uno, due, tre } = ENTI_DI_PROVA;
  return [...enti, ...clients, ambitoDiProva('nord', [uno, due], uno), ambitoDiProva('sud', [tre], tre)];
}

export function ambitoDiProva(
  nome: keyof typeof AMBITI_DI_PROVA,
  enti: readonly string[],
  capofila: string,
  revisione = 1,
): Voce {
  return {
    genere: 'ambito',
    id: AMBITI_DI_PROVA[nome],
    revisione,
    contenuto: {
      ...SEMPRE,
      codice: nome.toUpperCase(),
      denominazione: `Ambito ${nome}`,
      tipo: 'ATS',
      appartenenze: enti.map((ente) => ({ ente, ...SEMPRE })),
      capofila: [{ ente: capofila, ...SEMPRE }],
    },
  };
}

/**
 * A whole reporting on a database of its own, at 10:00 of 10 March 2026 in Rome. It publishes when told (`publish`), not by itself;
 * other apps that speak to it are there too.
 */
export class ReportingDiProva {
  readonly clock = new SetClock(new Date('2026-03-10T09:00:00Z'));
  readonly chiaviMessaggi = Buffer.alloc(32, 7).toString('base64');
  readonly mittenti = new Map<string, Bus>();
  app: NestFastifyApplication;

  private constructor(
    readonly database: TestDatabase,
    readonly own: Database,
  ) {}

  static async start(env: NodeJS.ProcessEnv = {}): Promise<ReportingDiProva> {
    setLogLevel('fatal');
    const database = await createTestDatabase([
      { app: 'reporting', migrations: REPORTING_MIGRATIONS },
      { app: 'ingestion', migrations: MESSAGING_MIGRATIONS },
      { app: 'anagrafe-regionale', migrations: MESSAGING_MIGRATIONS },
    ]);
    const made = new ReportingDiProva(database, await database.open('reporting'));
    await learnVoci(database, vociDiProva());
    await made.#open(env);
    return made;
  }

  async #open(env: NodeJS.ProcessEnv): Promise<void> {
    const settings = readSettings(REPORTING_SETTINGS, {
      SNODO_ENV: 'test',
      DATABASE_URL: this.database.adminUrl,
      SNODO_REPORTING_DB_PASSWORD: this.database.password,
      SNODO_BUS_PREFIX: this.database.name,
      SNODO_RATE_LIMIT: '1000000',
      ...env,
    });
    const module = await Test.createTestingModule({
      imports: [HealthModule, ReportingModule.forApp(settings, { kind: 'embedded' })],
    })
      .overrideProvider(TokenVerifier)
      .useValue(verifier)
      .overrideProvider(Clock)
      .useValue(this.clock)
      .overrideProvider(PubblicazionePeriodica)
      .useValue({})
      .compile();
    this.app = module.createNestApplication<NestFastifyApplication>(httpAdapter(settings), {
      ...HTTP_APPLICATION_OPTIONS,
      logger: false,
    });
    await configureHttp(this.app, { settings, logger: new Logger({ app: 'http' }) });
    await startMessaging(this.app);
    await this.app.init();
    await this.app.getHttpAdapter().getInstance().ready();
    await eventually(() => this.app.get(Riferimenti, { strict: false }).ready);
  }

  async close(): Promise<void> {
    for (const bus of this.mittenti.values()) await bus.close();
    await this.app?.close();
    await this.database.drop();
  }

  /** Empties all but the reference content. */
  async forget(): Promise<void> {
    const tables = 'fatto revisione_fatto variazione cella tabella consegna consegna_stato consegna_regola'.split(' ');
    await this.database.empty(tables.map((table) => `reporting.${table}`));
  }

  /** Reference content that arrives while it runs: until it knows. */
  async learnNow(voci: readonly Voce[]): Promise<void> {
    const riferimenti = this.app.get(Riferimenti, { strict: false });
    const before = riferimenti.vista;
    await learnVoci(this.database, voci);
    await eventually(() => riferimenti.vista !== before);
  }

  /**
   * The bus of another app of the same hub, with the key of personal messages. By a mistake of its own it sends accepted righe here
   * too.
   */
  async speaker(app: 'ingestion' | 'anagrafe-regionale'): Promise<Bus> {
    const known = this.mittenti.get(app);
    if (known !== undefined) return known;
    const keyRing = KeyRing.fromSetting(this.chiaviMessaggi);
    const bus = new Bus(await this.database.open(app), {
      app,
      transport: { kind: 'embedded' },
      prefix: this.database.name,
      keyRing,
      topology: CON_UN_ERRORE,
    });
    await bus.open([]);
    this.mittenti.set(app, bus);
    return bus;
  }

  /** Applies facts as the handler does, without the journey. */
  async apply(fatti: readonly FattoCollegato[], collegatiIl = '2026-03-10T08:00:00.000Z'): Promise<void> {
    const applica = new ApplicaFatti();
    await this.own.transaction('consumer', {}, (tx) => applica.apply(tx, fatti, collegatiIl));
  }

  /** Some time later, a minute unless told: every table of which something changed. */
  async publish(after = 60_000): Promise<number[]> {
    this.clock.advance(after);
    return this.app.get(PubblicaTabelle, { strict: false }).publish();
  }

  get(client: keyof typeof CLIENT | undefined, path: string): request.Test {
    const call = request(this.app.getHttpServer()).get(`/rest/reporting/v1${path}`);
    return client === undefined ? call : call.set('authorization', `Bearer ${client}`);
  }

  /** `NORD 3`: state or value of persons and of money, of the cells a client sees. */
  async table(client: keyof typeof CLIENT, anno = 2026): Promise<Record<string, readonly [string, string]>> {
    const { body } = await this.get(client, `/tabelle/prestazioni-per-ambito?anno=${anno}`).expect(200);
    const celle = body.celle as {
      ambito: string | null;
      area: string | null;
      persone: { testo: string };
      spesa: { testo: string };
    }[];
    return Object.fromEntries(
      celle.map(({ ambito, area, persone, spesa }) => [
        `${ambito ?? '-'} ${area ?? '-'}`,
        [persone.testo.replace(/ \(.*/, ''), spesa.testo] as const,
      ]),
    );
  }
}

/** Puts reference content where the messages of the nomenclatore would have put it. */
export async function learnVoci(database: TestDatabase, voci: readonly Voce[]): Promise<void> {
  await database.admin(
    `INSERT INTO reporting.copia_stato (unica, movimento, completa_il) VALUES (true, 1, now())
     ON CONFLICT (unica) DO UPDATE SET movimento = reporting.copia_stato.movimento + 1`,
  );
  await database.admin(
    `INSERT INTO reporting.copia_voce AS copia (genere, id, revisione, contenuto, movimento)
     SELECT genere, id, revisione, contenuto, (SELECT movimento FROM reporting.copia_stato)
     FROM jsonb_to_recordset($1::jsonb) AS v (genere text, id text, revisione int, contenuto jsonb)
     ON CONFLICT (genere, id) DO UPDATE SET revisione = excluded.revisione, contenuto = excluded.contenuto,
       movimento = excluded.movimento`,
    [JSON.stringify(voci)],
  );
}
