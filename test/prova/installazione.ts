import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type TestDatabase, createTestDatabase, testBrokerUrl } from '#libs/testing';
import { freePort } from '#tools/servers/ports.mjs';
import { dropBus } from './broker.js';
import { type NomeApp, Processo } from './processo.js';
import { HUB_APPS } from '../../apps/hub/src/hub-apps.js';

/** Answers of a server, which the test judges. */
// oxlint-disable-next-line typescript/no-explicit-any -- whatever the server says
export type Json = any;

/** How the apps of an installation are laid out. */
export const DISPOSIZIONI = ['hub con RabbitMQ', 'hub senza broker', 'processi separati con RabbitMQ'] as const;
export type Disposizione = (typeof DISPOSIZIONI)[number];

/** Apps by the beginning of the paths they answer, when each is a process of its own. */
const PERCORSI: readonly (readonly [RegExp, NomeApp])[] = [
  [/^\/rest\/(invii|esiti|tracciati)\//, 'ingestion'],
  [/^\/rest\/anagrafe\//, 'anagrafe-regionale'],
  [/^\/(rest\/inps|waas)\//, 'inps-gateway'],
  [/^\/rest\/reporting\//, 'reporting'],
  [/^\/rest\/nomenclatore\//, 'nomenclatore'],
];

/** Secrets of an installation; each its own. */
const SEGRETI = [
  'SNODO_CHIAVI_INGESTION',
  'SNODO_CHIAVI_MESSAGGI',
  'SNODO_CHIAVE_RECORD',
  'SNODO_CHIAVI_RICEVUTE',
  'SNODO_CHIAVI_ANAGRAFE',
  'SNODO_CHIAVE_INDICE_ANAGRAFE',
  'SNODO_CHIAVE_PSEUDONIMI',
  'SNODO_CHIAVI_INPS_GATEWAY',
];

/** A key of its own for each. */
export function segreti(): NodeJS.ProcessEnv {
  return Object.fromEntries(SEGRETI.map((name) => [name, randomBytes(32).toString('base64')]));
}

export interface Richiesta {
  readonly method?: string;
  readonly body?: string | object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A whole installation as a region has it: its database, its keys, its processes started from their own `main.js`. */
export class Installazione {
  readonly processi = new Map<NomeApp, Processo>();
  readonly #tokens = new Map<string, string>();

  private constructor(
    readonly disposizione: Disposizione,
    readonly database: TestDatabase,
    readonly env: NodeJS.ProcessEnv,
    readonly folder: string,
  ) {}

  /** @param settings beside those every installation of a test needs; `serverUrl`, `brokerUrl`: private servers instead of the common ones */
  static async prepare(
    disposizione: Disposizione,
    settings: NodeJS.ProcessEnv = {},
    servers: { readonly serverUrl?: string; readonly brokerUrl?: string } = {},
  ): Promise<Installazione> {
    const database = await createTestDatabase(HUB_APPS, servers.serverUrl);
    const folder = await mkdtemp(join(tmpdir(), 'snodo-installazione-'));
    const simulatori = `http://127.0.0.1:${await freePort()}`;
    const portaWaas = await freePort();
    const passwords = HUB_APPS.map(
      ({ app }) => [`SNODO_${app.toUpperCase().replaceAll('-', '_')}_DB_PASSWORD`, database.password] as const,
    );
    const embedded = disposizione === 'hub senza broker';
    const env = {
      SNODO_ENV: 'development',
      SNODO_LOG_LEVEL: 'warn',
      SNODO_DIMOSTRAZIONE: 'true',
      DATABASE_URL: database.adminUrl,
      ...segreti(),
      ...Object.fromEntries(passwords),
      ...(embedded ? { SNODO_TRANSPORT: 'embedded' } : { AMQP_URL: servers.brokerUrl ?? testBrokerUrl() }),
      SNODO_BUS_PREFIX: database.name,
      SNODO_AUDIENCE: 'https://snodo.test',
      SNODO_RATE_LIMIT: '1000000',
      SNODO_PDND_JWKS_URL: `${simulatori}/.well-known/jwks.json`,
      SNODO_SIMULATORI_URL: simulatori,
      SNODO_SIMULATORI_FOLDER: join(folder, 'simulatori'),
      SNODO_TOKEN_URL: `${simulatori}/token.oauth2`,
      SNODO_SPAZIO_MINIMO: '1MiB',
      SNODO_INPS_WAAS_URL: `http://127.0.0.1:${portaWaas}/waas`,
      SNODO_INPS_INTERVAL: '0s',
      SNODO_INPS_ESITI_DELAY: '0s',
      ...settings,
    };
    return new Installazione(disposizione, database, env, folder);
  }

  /** Apps of this layout, without the simulators. */
  get apps(): readonly NomeApp[] {
    return this.disposizione === 'processi separati con RabbitMQ' ? HUB_APPS.map(({ app }) => app) : ['hub'];
  }

  /** Starts every process. Those that wait for the nomenclatore are started with it: none is ready before it has told them who takes part. */
  async start(): Promise<void> {
    await this.startOne('simulatori');
    await Promise.all(this.apps.map((app) => this.startOne(app)));
  }

  /** Simulators and whoever answers INPS are always found at the same address. */
  async startOne(app: NomeApp): Promise<void> {
    const fixed: Partial<Record<NomeApp, string>> = {
      simulatori: this.env['SNODO_SIMULATORI_URL']!,
      hub: this.env['SNODO_INPS_WAAS_URL']!,
      'inps-gateway': this.env['SNODO_INPS_WAAS_URL']!,
    };
    const url = fixed[app];
    this.processi.set(
      app,
      await Processo.startApp(app, this.env, url === undefined ? undefined : Number(new URL(url).port)),
    );
  }

  /** Where the app that answers a path listens. */
  urlOf(path: string): string {
    const found = PERCORSI.find(([prefix]) => prefix.test(path))?.[1];
    const processo = this.processi.get('hub') ?? (found === undefined ? undefined : this.processi.get(found));
    if (processo === undefined) throw new Error(`no process answers ${path}`);
    return processo.url;
  }

  /** The command line, as a sender's operator uses it. */
  async snodo(...args: string[]): Promise<string> {
    const env = { ...process.env, NODE_OPTIONS: '', ...this.env, SNODO_URL: this.urlOf('/rest/invii/') };
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/apps/cli/src/main.js', ...args], { env });
    return stdout;
  }

  /** A request of a demo client. @param ente Belfiore code of its ente, or what follows `demo-` in its name */
  async call(ente: string, path: string, { method = 'GET', body, headers = {} }: Richiesta = {}): Promise<Response> {
    const json = typeof body === 'object';
    const own = await this.request(ente);
    return fetch(`${this.urlOf(path)}${path}`, {
      method,
      headers: {
        ...own.headers,
        ...(body === undefined ? {} : { 'content-type': json ? 'application/json' : 'application/xml' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
    });
  }

  /** What a request of a demo client begins with. */
  async request(ente: string): Promise<{ readonly headers: Record<string, string> }> {
    return { headers: { authorization: `Bearer ${await this.#token(ente)}` } };
  }

  /** @throws unless the answer is 2xx */
  async ask(ente: string, path: string, richiesta: Richiesta = {}): Promise<Json> {
    const response = await this.call(ente, path, richiesta);
    const text = await response.text();
    if (!response.ok) throw new Error(`${richiesta.method ?? 'GET'} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Every item of a paged list. */
  async all(ente: string, path: string): Promise<Json[]> {
    const items: Json[] = [];
    for (let cursor = ''; ;) {
      const page = await this.ask(ente, `${path}${path.includes('?') ? '&' : '?'}limit=500${cursor}`);
      items.push(...page.items);
      if (page.next_cursor === null || page.next_cursor === undefined) return items;
      cursor = `&cursor=${page.next_cursor}`;
    }
  }

  deposit(ente: string, xml: string): Promise<Json> {
    return this.ask(ente, `/rest/invii/v1/invii?tracciato=PS_PSA_SINA&ente=${ente}`, { method: 'POST', body: xml });
  }

  file(name: string, text: string): Promise<string> {
    const path = join(this.folder, name);
    return writeFile(path, text).then(() => path);
  }

  async drop(): Promise<void> {
    await Promise.all([...this.processi.values()].map((processo) => processo.stop()));
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
    if (this.env['AMQP_URL'] !== undefined) await dropBus(this.env['AMQP_URL'], this.database.name);
  }

  async #token(ente: string): Promise<string> {
    let token = this.#tokens.get(ente);
    if (token === undefined) {
      const chi = /^[A-Z][0-9]{3}$/.test(ente) ? ['--ente', ente] : ['--client', `demo-${ente.toLowerCase()}`];
      this.#tokens.set(ente, (token = (await this.snodo('token', ...chi)).trim()));
    }
    return token;
  }
}
