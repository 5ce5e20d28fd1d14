import { randomBytes } from 'node:crypto';
import { Agent, type RequestOptions, get } from 'node:http';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { INPS_GATEWAY_MIGRATIONS, INPS_GATEWAY_SETTINGS, InpsGatewayModule } from '#apps/inps-gateway';
import { HTTP_APPLICATION_OPTIONS, httpAdapter } from '#libs/http';
import { HealthModule } from '#libs/observability';
import { Riferimenti } from '#libs/riferimenti';
import { KeyRing } from '#libs/security';
import { readSettings } from '#libs/settings';
import { type TestDatabase, createTestDatabase, eventually } from '#libs/testing';
import { ENTI, vociDiProva } from '../../apps/inps-gateway/src/prova/riferimenti-di-prova.js';
import { ServiFlussi } from '../../apps/inps-gateway/src/waas/servi-flussi.js';
import { EmittenteInProva } from '../prova/ingestion.js';
import { Processo } from '../prova/processo.js';
import { fillRiferimenti } from '../prova/riferimenti.js';
import { type Bench, type BenchContext, type BenchRow, alternate, percentile, sizeOf } from './measure.js';
import { pgbenchLatencies } from './waas/pgbench.js';
import { type Tratto, fillRegistro } from './waas/registro-lungo.js';

const FLUSSI = process.env.SNODO_BENCH_GRANDE === '1' ? 10_000_000 : sizeOf(1_000_000);
const BYTES = 300;
const PAGE = 100;
/** Pages asked for in a round. */
const REQUESTS = sizeOf(1_000);
const ENTE = { id: ENTI.recanati.id, belfiore: 'H211' };
const AUDIENCE = 'https://snodo.test';

/** The page as the gateway reads it, without the note it takes, without role and scope, and so without row-level security. */
const SCRIPT = ({ first, last }: Tratto): string => `\\set since random(${first}, ${last})
SELECT ts, id_flusso, tipo, codice_ente, denominazione_ente, corpo FROM inps_gateway.flusso
WHERE ente = '${ENTE.id}' AND ts > :since ORDER BY ts LIMIT ${PAGE};
`;

/**
 * Pages of 100 flussi from random places of a log of a million (SNODO_BENCH_GRANDE=1: ten million) documents of 300 bytes: 50 enti, whose
 * flussi lie between each other, in monthly partitions of 400 days; one of them is asked for. One connection, one request after
 * the other, p95 of a thousand.
 *
 * Ours over HTTP is a gateway in a process of its own: token verified, caller and address resolved, page read under row-level security
 * and noted, a hundred bodies decrypted, JSON written, all of it received. Ours alone is the same without HTTP and token, in this process.
 * Floor: `pgbench` of the page query, prepared, as a superuser.
 */
export default {
  id: 'B12',
  title: 'WaaS: a page of 100 of a long log',
  async run(context: BenchContext): Promise<BenchRow[]> {
    const banco = await Banco.open(context);
    try {
      return [await banco.httpRow(), await banco.serviceRow()];
    } finally {
      await banco.close();
    }
  },
} satisfies Bench;

class Banco {
  private constructor(
    private readonly context: BenchContext,
    private readonly database: TestDatabase,
    private readonly emittente: EmittenteInProva,
    private readonly env: NodeJS.ProcessEnv,
    private readonly tratto: Tratto,
  ) {}

  static async open(context: BenchContext): Promise<Banco> {
    const app = { app: 'inps-gateway', migrations: INPS_GATEWAY_MIGRATIONS, poolSize: 4 };
    const database = await createTestDatabase([app], context.databaseUrl);
    const emittente = await EmittenteInProva.start();
    const env = environment(context, database, emittente.jwksUrl);
    await fillRiferimenti(database, 'inps_gateway', vociDiProva());
    const keyRing = KeyRing.fromSetting(env.SNODO_CHIAVI_INPS_GATEWAY);
    context.say(`B12: writing a log of ${FLUSSI.toLocaleString('en')} flussi`);
    const tratto = await fillRegistro(database, { flussi: FLUSSI, bytes: BYTES, ente: ENTE, keyRing });
    return new Banco(context, database, emittente, env, tratto);
  }

  async httpRow(): Promise<BenchRow> {
    const processo = await Processo.startApp('inps-gateway', this.env);
    const headers = { authorization: `Bearer ${await this.emittente.token('inps')}` };
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const read = async (since: number): Promise<number> => {
      const url = `${processo.url}/waas/${ENTE.belfiore}/v1/flussi?since=${since}&limit=${PAGE}`;
      const { status, text } = await ask(url, { agent, headers });
      if (status !== 200) throw new Error(`B12: ${status} ${text.slice(0, 300)}`);
      return text.split('"id_flusso"').length - 1;
    };
    try {
      return await this.row('B12a', 'GET /waas/{ente}/v1/flussi', read, { atMost: 3 });
    } finally {
      agent.destroy();
      await processo.stop();
    }
  }

  async serviceRow(): Promise<BenchRow> {
    const app = await openApp(this.env);
    const servi = app.get(ServiFlussi, { strict: false });
    const read = async (since: number): Promise<number> =>
      (await servi.serve(ENTE.belfiore, { since: BigInt(since), limit: PAGE })).length;
    try {
      return await this.row('B12b', 'the service alone', read);
    } finally {
      await app.close();
    }
  }

  async close(): Promise<void> {
    await this.emittente.stop();
    await this.database.drop();
  }

  /** @param read gives the flussi of the page that follows an instant */
  private async row(
    id: string,
    what: string,
    read: (since: number) => Promise<number>,
    goal?: BenchRow['goal'],
  ): Promise<BenchRow> {
    this.context.say(`${id}: ${what}`);
    const script = SCRIPT(this.tratto);
    const { adminUrl: databaseUrl } = this.database;
    const { folder, rounds } = this.context;
    const floor = () => pgbenchLatencies({ databaseUrl, script, transactions: REQUESTS, folder });
    const medians = await alternate({
      rounds,
      ours: async () => percentile(await this.pages(read), 0.95),
      floor: async () => percentile(await floor(), 0.95),
    });
    return { id, what: `p95 of ${what}, ${FLUSSI.toLocaleString('en')} flussi`, ...medians, unit: 'ms', goal };
  }

  /** @returns milliseconds of each page of a round */
  private async pages(read: (since: number) => Promise<number>): Promise<number[]> {
    const { first, last } = this.tratto;
    const latencies: number[] = [];
    for (let request = 0; request < REQUESTS; request += 1) {
      const since = first + Math.floor(Math.random() * (last - first));
      const began = performance.now();
      const flussi = await read(since);
      latencies.push(performance.now() - began);
      if (flussi !== PAGE) throw new Error(`B12: a page of ${flussi}`);
    }
    return latencies;
  }
}

/** Received whole. */
function ask(url: string, options: RequestOptions): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, options, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(pieces).toString() }));
    }).on('error', reject);
  });
}

function environment({ amqpUrl }: BenchContext, { adminUrl, password, name }: TestDatabase, jwksUrl: string) {
  const key = (): string => randomBytes(32).toString('base64');
  return {
    SNODO_ENV: 'test',
    SNODO_LOG_LEVEL: 'error',
    DATABASE_URL: adminUrl,
    // Without a broker here the gateway looks for one in vain, which costs a look now and then.
    AMQP_URL: amqpUrl ?? 'amqp://127.0.0.1:1',
    SNODO_BUS_PREFIX: name,
    SNODO_INPS_GATEWAY_DB_PASSWORD: password,
    SNODO_AUDIENCE: AUDIENCE,
    SNODO_PDND_ISSUER: 'prova',
    SNODO_PDND_JWKS_URL: jwksUrl,
    SNODO_RATE_LIMIT: '100000000',
    SNODO_CHIAVI_MESSAGGI: key(),
    SNODO_CHIAVI_INPS_GATEWAY: key(),
  };
}

@Module({})
class Alone {}

/** The gateway in this process, without its messages and without a port. */
async function openApp(env: NodeJS.ProcessEnv): Promise<NestFastifyApplication> {
  const settings = readSettings(INPS_GATEWAY_SETTINGS, env);
  const gateway = InpsGatewayModule.forApp(settings, { kind: 'embedded' });
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: Alone, imports: [HealthModule, gateway] },
    httpAdapter(settings),
    { ...HTTP_APPLICATION_OPTIONS, logger: false },
  );
  await app.init();
  await eventually(() => app.get(Riferimenti, { strict: false }).ready);
  return app;
}
