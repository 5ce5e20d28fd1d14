import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What stands for the simulators: a spec may start another app, what specs share may not. */
export type Avvio = (env: NodeJS.ProcessEnv) => Promise<NestFastifyApplication>;

const ORIGINE = 'http://simulatori.example';
const CASI = ['C030', 'C015', 'C019', 'C020', 'C018'];
const purposeOf = (name: string): string => `00000000-0000-4000-8000-${name.padStart(12, '0')}`;

/** The simulated PDND and registries, with a key of their own. */
export class SimulatoriDiProva {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly folder: string,
    readonly chiave: string,
  ) {}

  static async start(avvio: Avvio): Promise<SimulatoriDiProva> {
    const folder = await mkdtemp(join(tmpdir(), 'snodo-fonti-'));
    await mkdir(join(folder, 'regioni'));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const chiave = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    const app = await avvio({
      SNODO_ENV: 'test',
      SNODO_SIMULATORI_PORT: '0',
      SNODO_SIMULATORI_URL: ORIGINE,
      SNODO_SIMULATORI_FOLDER: join(folder, 'chiavi'),
      SNODO_SIMULATORI_REGIONS: join(folder, 'regioni'),
      SNODO_INPS_INTERVAL: '0s',
      SNODO_RATE_LIMIT: '1000000',
      SNODO_PDND_CHIAVE_CLIENT: chiave,
    });
    return new SimulatoriDiProva(app, folder, chiave);
  }

  get base(): string {
    return `http://127.0.0.1:${(this.app.getHttpServer().address() as AddressInfo).port}`;
  }

  /** Settings of a hub that asks them. @param soglia questions in a day */
  env(soglia = 1000): NodeJS.ProcessEnv {
    return {
      SNODO_PDND_TOKEN_URL: `${this.base}/token.oauth2`,
      SNODO_PDND_ASSERTION_AUDIENCE: 'simulatori.snodo.localhost/client-assertion',
      SNODO_PDND_CLIENT_ID: 'anagrafe-regionale',
      SNODO_PDND_CHIAVE_CLIENT: this.chiave,
      SNODO_ANPR_URL: `${this.base}/anpr`,
      SNODO_ANPR_AUDIENCE: `${ORIGINE}/anpr`,
      SNODO_ANPR_FINALITA: CASI.map((caso) => `${caso}=${purposeOf(caso.toLowerCase())}`).join(','),
      SNODO_ANPR_ATTO: 'Convenzione di prova n. 1',
      SNODO_ANPR_SOGLIA: String(soglia),
    };
  }

  /** Settings of a hub that asks the health registry too. */
  envSanitaria(): NodeJS.ProcessEnv {
    return {
      SNODO_SANITARIA_URL: `${this.base}/sanitaria`,
      SNODO_SANITARIA_AUDIENCE: `${ORIGINE}/sanitaria`,
      SNODO_SANITARIA_FINALITA: purposeOf('fa'),
      SNODO_SANITARIA_ATTO: 'Convenzione di prova n. 2',
    };
  }

  /** Leads a simulated registry. */
  async put(path: string, body: object): Promise<void> {
    const init = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${this.base}/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }

  /** Whom a registry was asked about. */
  async richieste(registro: string): Promise<{ caso: string; di: string; utente: string }[]> {
    const answer = await fetch(`${this.base}/${registro}/richieste`);
    return ((await answer.json()) as { richieste: { caso: string; di: string; utente: string }[] }).richieste;
  }

  async close(): Promise<void> {
    await this.app.close();
    await rm(this.folder, { recursive: true });
  }
}
