import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { HTTP_APPLICATION_OPTIONS, configureHttp, httpAdapter } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { Logger, setLogLevel } from '#libs/observability';
import { Clock } from '#libs/persistence';
import { generateFlusso } from '#libs/sintetici';
import { SetClock, type TestDatabase, createTestDatabase, eventually, testBrokerUrl } from '#libs/testing';
import { HUB_APPS } from '../../apps/hub/src/hub-apps.js';
import { readHubSettings } from '../../apps/hub/src/hub.config.js';
import { HubModule } from '../../apps/hub/src/hub.module.js';
import { dropBus } from './broker.js';
import { richiestaDiComune } from './documenti.js';
import { EmittenteInProva, ambienteInProva } from './ingestion.js';
import { type Json, segreti } from './installazione.js';

export type Trasporto = 'embedded' | 'rabbitmq';

/** Services that keep a copy of the registries. */
const CON_COPIA = ['ingestion', 'anagrafe_regionale', 'inps_gateway', 'reporting'];
/** The machine is shared with other suites. */
const PAZIENZA = { timeout: 60_000, interval: 100 };

/** What a server answered: its status, and the code of its problem if it is one. */
export interface Esito {
  readonly status: number;
  readonly body: Json;
}

/** The demo region in one process, whose day is told: acts that begin and end at midnight are seen on both sides of it. */
export class RegioneConOrologio {
  #documenti = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly clock: SetClock,
    private readonly env: NodeJS.ProcessEnv,
    private readonly app: NestFastifyApplication,
    private readonly emittente: EmittenteInProva,
    private readonly cartella: string,
    private readonly url: string,
  ) {}

  /** @param withoutDeleghe rows of the demonstration's acts to leave out: the story makes its own */
  static async start(
    trasporto: Trasporto,
    instant: string,
    withoutDeleghe: (riga: string) => boolean,
  ): Promise<RegioneConOrologio> {
    const database = await createTestDatabase(HUB_APPS);
    const cartella = await packWithout(withoutDeleghe);
    const emittente = await EmittenteInProva.start();
    const clock = new SetClock(new Date(instant));
    const passwords = HUB_APPS.map(
      ({ app }) => [`SNODO_${app.toUpperCase().replaceAll('-', '_')}_DB_PASSWORD`, database.password] as const,
    );
    const env = {
      ...ambienteInProva(database, emittente.jwksUrl),
      ...segreti(),
      ...Object.fromEntries(passwords),
      ...(trasporto === 'embedded' ? { SNODO_TRANSPORT: 'embedded' } : { AMQP_URL: testBrokerUrl() }),
      SNODO_BUS_PREFIX: database.name,
      SNODO_PACCHETTO_REGIONE: cartella,
      SNODO_DIMOSTRAZIONE: 'true',
    };
    const app = await open(env, clock);
    const url = await app.getUrl();
    await eventually(async () => (await fetch(`${url}/health/ready`)).ok, PAZIENZA);
    return new RegioneConOrologio(database, clock, env, app, emittente, cartella, url);
  }

  /** @param chi what follows `demo-` in the name of a client: the Belfiore code of a comune, or a word */
  async call(
    chi: string,
    method: string,
    path: string,
    body?: string | object,
    tipo = 'application/json',
  ): Promise<Esito> {
    const authorization = `Bearer ${await this.emittente.token(`demo-${chi.toLowerCase()}`)}`;
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': tipo }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** @throws unless the answer is 2xx */
  async ask(chi: string, method: string, path: string, body?: string | object, tipo?: string): Promise<Json> {
    const { status, body: said } = await this.call(chi, method, path, body, tipo);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(said)}`);
    return said;
  }

  /** Something that the region writes in its registries. @returns once every service has it in its copy */
  async write(genere: string, path: string, body: object): Promise<{ id: string; revisione: number }> {
    const said = await this.ask('regione', 'POST', `/rest/nomenclatore/v1${path}`, body);
    await this.arrived(genere, said);
    return said;
  }

  /** A change of the registries is told to everybody: this waits until everybody has it. */
  async arrived(genere: string, { id, revisione }: { id: string; revisione: number }): Promise<void> {
    await eventually(async () => (await this.revisioni(genere, id)).every((one) => one >= revisione), PAZIENZA);
  }

  /** At which revision each service that keeps a copy has a thing; 0: not at all. */
  async revisioni(genere: string, id: string): Promise<number[]> {
    const found = await Promise.all(
      CON_COPIA.map((schema) =>
        this.database.admin<{ revisione: number }>(
          `SELECT revisione FROM ${schema}.copia_voce WHERE genere = $1 AND id = $2`,
          [genere, id],
        ),
      ),
    );
    return found.map(([row]) => row?.revisione ?? 0);
  }

  /** A delivery of a few righe that nobody has sent before. */
  async deposit(chi: string, ente: string, righe = 2): Promise<Esito> {
    this.#documenti += 1;
    const richiesta = richiestaDiComune(ente, { seed: `consegna-${this.#documenti}`, righe });
    const xml = [...generateFlusso(richiesta)].map(({ testo }) => testo).join('');
    return this.call(chi, 'POST', `/rest/invii/v1/invii?tracciato=PS_PSA_SINA&ente=${ente}`, xml, 'application/xml');
  }

  /** A delivery that is taken, once its righe are where they go no further without INPS. @returns the answer to it */
  async delivered(chi: string, ente: string, stato: string, righe = 2): Promise<Json> {
    const { status, body } = await this.deposit(chi, ente, righe);
    if (status !== 202) throw new Error(`${chi} for ${ente}: ${status} ${JSON.stringify(body)}`);
    await eventually(async () => (await this.stati(chi, body.id))[stato] === righe, PAZIENZA);
    return body;
  }

  async stati(chi: string, invio: string): Promise<Record<string, number>> {
    return (await this.ask(chi, 'GET', `/rest/esiti/v1/invii/${invio}`)).righe_per_stato;
  }

  /** `sì`, or the code of the refusal. */
  async mayDeposit(chi: string, ente: string): Promise<string> {
    const { status, body } = await this.deposit(chi, ente, 1);
    return status === 202 ? 'sì' : body.code;
  }

  /** How many times the copy of each service has changed. */
  async movimenti(): Promise<number[]> {
    const found = await Promise.all(
      CON_COPIA.map((schema) =>
        this.database.admin<{ movimento: number }>(`SELECT movimento::int AS movimento FROM ${schema}.copia_stato`),
      ),
    );
    return found.map(([row]) => row!.movimento);
  }

  /** Nothing of the nomenclatore is on its way to anybody. */
  async quiet(): Promise<void> {
    await eventually(async () => {
      const [row] = await this.database.admin<{ n: number }>(
        `SELECT (SELECT count(*) FROM nomenclatore.outbox)::int
           + ${CON_COPIA.map((schema) => `(SELECT count(*) FROM ${schema}.inbox WHERE state <> 'done')::int`).join(' + ')} AS n`,
      );
      return row!.n === 0;
    }, PAZIENZA);
  }

  async drop(): Promise<void> {
    await this.app.close();
    await this.emittente.stop();
    await this.database.drop();
    await rm(this.cartella, { recursive: true, force: true });
    if (this.env['AMQP_URL'] !== undefined) await dropBus(this.env['AMQP_URL'], this.database.name);
  }
}

async function packWithout(leftOut: (riga: string) => boolean): Promise<string> {
  const cartella = await mkdtemp(join(tmpdir(), 'snodo-marche-'));
  await cp('config/regioni/marche', cartella, { recursive: true });
  const deleghe = join(cartella, 'dimostrazione', 'deleghe.csv');
  const [intestazione, ...righe] = (await readFile(deleghe, 'utf8')).split('\n');
  await writeFile(deleghe, [intestazione, ...righe.filter((riga) => !leftOut(riga))].join('\n'));
  return cartella;
}

async function open(env: NodeJS.ProcessEnv, clock: Clock): Promise<NestFastifyApplication> {
  const settings = readHubSettings(env);
  setLogLevel('error');
  const logger = new Logger({ app: 'prova' });
  const module = await Test.createTestingModule({ imports: [HubModule.forSettings(settings)] })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(settings.hub), {
    ...HTTP_APPLICATION_OPTIONS,
    logger,
  });
  await configureHttp(app, { settings: settings.hub, logger });
  await app.listen(0, '127.0.0.1');
  await startMessaging(app);
  return app;
}
