import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INGESTION_MIGRATIONS } from '#apps/ingestion';
import { NOMENCLATORE_MIGRATIONS } from '#apps/nomenclatore';
import { TIPI_ERRORE } from '#libs/sintetici';
import { type TestDatabase, createTestDatabase, eventually, testBrokerUrl } from '#libs/testing';
import { freePort } from '#tools/servers/ports.mjs';
import { dropBus } from './prova/broker.js';
import { documentoDi } from './prova/documenti.js';
import { type NomeApp, Processo } from './prova/processo.js';

/** Answers of a server, which the test judges. */
// oxlint-disable-next-line typescript/no-explicit-any -- whatever the server says
type Json = any;

const DOCUMENTO = documentoDi('recanati', {
  seed: 'come un hub',
  righe: 120,
  errori: TIPI_ERRORE.map(({ nome }) => nome),
  righeErrate: 40,
});

/** An installation: its database, its keys, its processes. */
class Installazione {
  readonly processi = new Map<string, Processo>();
  private constructor(
    readonly database: TestDatabase,
    readonly env: NodeJS.ProcessEnv,
    readonly folder: string,
  ) {}

  static async prepare(): Promise<Installazione> {
    const database = await createTestDatabase([
      { app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS },
      { app: 'ingestion', migrations: INGESTION_MIGRATIONS },
    ]);
    const folder = await mkdtemp(join(tmpdir(), 'snodo-processi-'));
    const key = (): string => randomBytes(32).toString('base64');
    const simulatori = `http://127.0.0.1:${await freePort()}`;
    return new Installazione(
      database,
      {
        SNODO_ENV: 'development',
        SNODO_LOG_LEVEL: 'warn',
        SNODO_DIMOSTRAZIONE: 'true',
        DATABASE_URL: database.adminUrl,
        SNODO_INGESTION_DB_PASSWORD: database.password,
        SNODO_NOMENCLATORE_DB_PASSWORD: database.password,
        AMQP_URL: testBrokerUrl(),
        SNODO_BUS_PREFIX: database.name,
        SNODO_AUDIENCE: 'https://snodo.test',
        SNODO_PDND_JWKS_URL: `${simulatori}/.well-known/jwks.json`,
        SNODO_SIMULATORI_URL: simulatori,
        SNODO_SIMULATORI_FOLDER: join(folder, 'simulatori'),
        SNODO_TOKEN_URL: `${simulatori}/token.oauth2`,
        SNODO_SPAZIO_MINIMO: '1MiB',
        SNODO_CHIAVI_INGESTION: key(),
        SNODO_CHIAVI_MESSAGGI: key(),
        SNODO_CHIAVE_RECORD: key(),
        SNODO_CHIAVI_RICEVUTE: key(),
      },
      folder,
    );
  }

  async start(app: NomeApp, env: NodeJS.ProcessEnv = {}, name: string = app): Promise<void> {
    const port = app === 'simulatori' ? Number(new URL(this.env['SNODO_SIMULATORI_URL']!).port) : undefined;
    this.processi.set(name, await Processo.startApp(app, { ...this.env, ...env }, port));
  }

  url(name: string): string {
    return this.processi.get(name)!.url;
  }

  /** The command line, as a sender's operator uses it. */
  async snodo(at: string, ...args: string[]): Promise<string> {
    const env = { ...process.env, NODE_OPTIONS: '', ...this.env, SNODO_URL: this.url(at) };
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/apps/cli/src/main.js', ...args], { env });
    return stdout;
  }

  async get(at: string, path: string): Promise<Json> {
    const token = (await this.snodo(at, 'token', '--ente', 'H211')).trim();
    const response = await fetch(`${this.url(at)}${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect([path, response.status]).toEqual([path, 200]);
    return response.json();
  }

  async drop(): Promise<void> {
    await Promise.all([...this.processi.values()].map((processo) => processo.stop()));
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

describe('apps in processes of their own, joined by the broker, and the hub that has them all', () => {
  let separate: Installazione;
  let unica: Installazione;

  beforeAll(async () => {
    [separate, unica] = await Promise.all([Installazione.prepare(), Installazione.prepare()]);
    await Promise.all([separate.start('simulatori'), unica.start('simulatori')]);
    // Ingestion first: it is ready only when the nomenclatore, started meanwhile, has told it who takes part.
    await Promise.all([
      separate.start('ingestion', {}, 'riceve'),
      separate.start('ingestion', {}, 'risponde'),
      separate.start('nomenclatore'),
      unica.start('hub', { SNODO_TRANSPORT: 'embedded' }),
    ]);
  }, 120_000);

  afterAll(async () => {
    const prefix = separate.database.name;
    await Promise.all([separate.drop(), unica.drop()]);
    await dropBus(testBrokerUrl(), prefix);
  }, 60_000);

  /** Deposits at one process and reads all that is said of it at another. */
  async function story(installazione: Installazione, depositAt: string, readAt: string): Promise<Json> {
    const file = join(installazione.folder, 'documento.xml');
    await writeFile(file, DOCUMENTO);
    const invia = () =>
      installazione.snodo(depositAt, 'invia', '--tracciato', 'PS_PSA_SINA', '--ente', 'H211', '--json', file);
    const { id, ricevuta } = JSON.parse(await invia());
    const again = JSON.parse(await invia());
    const invio = await eventually(
      async () => {
        const read = await installazione.get(readAt, `/rest/esiti/v1/invii/${id}`);
        return read.concluso_il === null ? false : read;
      },
      { timeout: 30_000, interval: 300 },
    );
    const { items } = await installazione.get(readAt, `/rest/esiti/v1/invii/${id}/rilievi?limit=1000`);
    const riga = await installazione.get(readAt, `/rest/esiti/v1/righe/${id.slice(0, 28)}00000001`);
    expect(await installazione.get(readAt, `/rest/esiti/v1/ricevute/${ricevuta.id}`)).toEqual(ricevuta);
    expect(again).toMatchObject({ id, ripetuto: true, ricevuta });
    return {
      ente: invio.ente_mittente,
      righe: invio.righe,
      stati: invio.righe_per_stato,
      stato: invio.stato,
      nomenclatura: invio.nomenclatura,
      rilievi: items.map(({ riga_id: _, ...rilievo }: Json) => rilievo),
      prima: { stato: riga.stato, linea: riga.linea },
    };
  }

  it('say the same of the same document, whichever process is asked', async () => {
    const [ofProcesses, ofHub] = await Promise.all([story(separate, 'riceve', 'risponde'), story(unica, 'hub', 'hub')]);
    expect(ofProcesses).toEqual(ofHub);
    expect(ofHub.righe).toBe(120);
    expect(ofHub.stati.accettata + ofHub.stati.respinta).toBe(120);
    expect(ofHub.stati.respinta).toBeGreaterThan(0);
  }, 60_000);

  it('are ready, and tell their metrics', async () => {
    for (const [one, name, metric] of [
      [separate, 'riceve', 'snodo_ingestion_'],
      [separate, 'risponde', 'snodo_messaging_outbox_rows'],
      [separate, 'nomenclatore', 'snodo_messaging_outbox_rows'],
      [unica, 'hub', 'snodo_ingestion_'],
    ] as const) {
      const ready = await fetch(`${one.url(name)}/health/ready`);
      expect([name, ready.status]).toEqual([name, 200]);
      const metrics = await fetch(`${one.url(name)}/metrics`);
      expect([name, metrics.status]).toEqual([name, 200]);
      expect(await metrics.text()).toContain(metric);
    }
  });

  it('end when they are told to, with nothing left to say', async () => {
    await eventually(async () => {
      const waiting = await separate.database.admin(`SELECT type FROM ingestion.outbox`);
      expect(waiting).toEqual([]);
    });
    const pids = [...separate.processi.values()].map(({ pid }) => pid);
    await Promise.all([...separate.processi.values()].map((processo) => processo.stop()));
    for (const pid of pids) {
      await expect(readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).resolves.toBe('');
    }
  });
});
