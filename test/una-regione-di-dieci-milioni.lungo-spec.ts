import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type DynamicModule, type INestApplication, Module } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NOMENCLATORE_MIGRATIONS, NomenclatoreModule } from '#apps/nomenclatore';
import { parsePrestazioniSiuss } from '#libs/codici';
import { APPS } from '#libs/contracts';
import { MESSAGING_MIGRATIONS, MessagingModule, type TransportOptions, startMessaging } from '#libs/messaging';
import { HealthModule } from '#libs/observability';
import { Database, PersistenceModule } from '#libs/persistence';
import { RIFERIMENTI_MIGRATIONS, Riferimenti, RiferimentiModule, Vista, type Voce } from '#libs/riferimenti';
import { type TestBroker, type TestDatabase, createTestBroker, createTestDatabase, eventually } from '#libs/testing';
import { RegistroPubblicato } from '../apps/nomenclatore/src/pubblicazione/registro-pubblicato.js';
import { VistaPubblicata } from '../apps/nomenclatore/src/traduzioni/vista-pubblicata.js';
import { DIECI_MILIONI, comuneGrande, legame, listaGrande, vociGrandi } from './prova/regione-grande.js';

const COPY_MIGRATIONS = [...MESSAGING_MIGRATIONS, ...RIFERIMENTI_MIGRATIONS];
const GIORNO = '2026-03-09';
const inps = parsePrestazioniSiuss(readFileSync('config/nazionale/siuss.csv', 'utf8')).map(({ codice }) => codice);
const mb = (bytes: number): number => Math.round(bytes / 1e6);
const say = (text: string): void => void process.stdout.write(`  ${text}\n`);

/** An app that has nothing but its copy. */
@Module({})
class CopiaSolaModule {
  static forApp({ adminUrl: url, password }: TestDatabase, transport: TransportOptions, prefix: string): DynamicModule {
    const persistence = PersistenceModule.forApp({ url, password, app: 'ingestion', migrations: COPY_MIGRATIONS });
    const messaging = MessagingModule.forApp({ app: 'ingestion', transport, prefix, imports: [persistence] });
    return { module: CopiaSolaModule, imports: [RiferimentiModule.forApp('ingestion', [persistence, messaging])] };
  }
}

/** What the region has published so far, put where its writes would have put it. */
async function fill(database: TestDatabase): Promise<void> {
  let batch: Voce[] = [];
  const flush = async (): Promise<void> => {
    await database.admin(
      `INSERT INTO nomenclatore.voce_pubblicata (genere, id, revisione, contenuto, impronta, origine)
       SELECT genere, id, revisione, contenuto, '', 'registro'
         FROM jsonb_to_recordset($1::jsonb) AS voce (genere text, id text, revisione integer, contenuto jsonb)`,
      [JSON.stringify(batch)],
    );
    batch = [];
  };
  for (const voce of vociGrandi(DIECI_MILIONI, inps)) if (batch.push(voce) === 5_000) await flush();
  await flush();
}

/** The most of something while work goes on. */
function watch(look: () => Promise<number>): { most(): Promise<number> } {
  let most = 0;
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      most = Math.max(most, await look());
      await new Promise((wait) => setTimeout(wait, 50));
    }
  })();
  return {
    most: async () => {
      stopping.abort();
      await watching;
      return most;
    },
  };
}

describe.each(['embedded', 'rabbitmq'] as const)('a region of ten million inhabitants, over %s', (kind) => {
  let database: TestDatabase;
  let broker: TestBroker | undefined;
  let prefix: string;
  let running: INestApplication[] = [];

  beforeEach(async () => {
    database = await createTestDatabase([
      { app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS },
      { app: 'ingestion', migrations: COPY_MIGRATIONS },
    ]);
    broker = kind === 'rabbitmq' ? await createTestBroker() : undefined;
    // A test broker's prefix ends in the dot that the bus puts itself.
    prefix = broker?.prefix.slice(0, -1) ?? database.name;
  });
  afterEach(async () => {
    await Promise.all(running.map((app) => app.close()));
    running = [];
    await broker?.drop({ exchanges: ['messaggi'], queues: [...APPS] });
    await database.drop();
  });

  const transport = (): TransportOptions =>
    broker === undefined ? { kind: 'embedded' } : { kind: 'rabbitmq', url: broker.url };
  const start = async (module: DynamicModule): Promise<INestApplication> => {
    const testing = await Test.createTestingModule({ imports: [HealthModule, module] }).compile();
    const app = testing.createNestApplication(new FastifyAdapter(), { logger: ['error', 'warn'] });
    running.push(app);
    await startMessaging(app);
    await app.init();
    return app;
  };
  const digest = (table: string) =>
    database.admin(
      `SELECT genere, count(*), md5(string_agg(id || ' ' || revisione || coalesce(contenuto::text, ''), ',' ORDER BY id)) AS digest
         FROM ${table} GROUP BY genere ORDER BY genere`,
    );
  const count = async (sql: string): Promise<number> => (await database.admin<{ count: number }>(sql))[0]!.count;

  it('a new service becomes ready by snapshot, misses nothing written meanwhile, and the queues stay short', async () => {
    await fill(database);
    const nomenclatore = await start(
      NomenclatoreModule.forApp({
        databaseUrl: database.adminUrl,
        databasePassword: database.password,
        transport: transport(),
        prefix,
        issuers: [],
        publicUrl: 'https://snodo.example',
        cartelle: {
          nazionale: resolve('config/nazionale'),
          regione: resolve('config/regioni/marche'),
          dimostrazione: false,
        },
      }),
    );
    const registro = nomenclatore.get(RegistroPubblicato, { strict: false });
    const own = nomenclatore.get(Database, { strict: false });
    const approve = (ente: number, round: number) =>
      own.transaction('consumer', {}, async (tx) => {
        await registro.waitForLoad(tx);
        const { genere, id, contenuto } = legame(listaGrande(ente), 'SERV001', 'REG', `RG.${round}`);
        return registro.write(tx, [{ genere, id, contenuto, provenienza: round }]);
      });

    const heap = watch(() => Promise.resolve(process.memoryUsage().rss));
    const outbox = watch(() =>
      count(`SELECT count(*)::int FROM nomenclatore.outbox WHERE type = 'copia.fornita.v1' AND held_because IS NULL`),
    );
    const inbox = watch(() => count(`SELECT count(*)::int FROM ingestion.inbox WHERE state = 'pending'`));
    const longest = watch(() =>
      count(
        `SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start) * 1000), 0)::int AS count
           FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      ),
    );
    const began = performance.now();
    const copy = await start(CopiaSolaModule.forApp(database, transport(), prefix));
    const riferimenti = copy.get(Riferimenti, { strict: false });
    let round = 0;
    for (; !riferimenti.ready; round += 1) {
      if (performance.now() - began > 180_000) throw new Error('not ready in three minutes');
      await approve(round % DIECI_MILIONI.comuni, round % 400);
      await new Promise((wait) => setTimeout(wait, 50));
    }
    const readyMs = performance.now() - began;
    expect(round).toBeGreaterThan(3);
    await eventually(
      async () => {
        expect(await digest('ingestion.copia_voce')).toEqual(await digest('nomenclatore.voce_pubblicata'));
      },
      { timeout: 20_000 },
    );
    const mostWaiting = await outbox.most();
    const [{ blocchi } = { blocchi: 0 }] = await database.admin<{ blocchi: number }>(
      'SELECT max(blocchi) AS blocchi FROM nomenclatore.copia_inviata',
    );
    say(
      `${kind}: ready in ${Math.round(readyMs)} ms, ${blocchi} chunks, at most ${mostWaiting} in the outbox, ${await inbox.most()} in the inbox, ` +
        `longest transaction seen ${await longest.most()} ms, ${round} approvals meanwhile, rss at most ${mb(await heap.most())} MB`,
    );
    expect(blocchi).toBeGreaterThan(200);
    expect(mostWaiting).toBeLessThan(48);
    expect(await count(`SELECT count(*)::int FROM ingestion.inbox WHERE state = 'parked'`)).toBe(0);

    // The published view of the nomenclatore, and one approval seen by both.
    const pubblicata = nomenclatore.get(VistaPubblicata, { strict: false });
    const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
      const start = performance.now();
      return [await work(), Math.round((performance.now() - start) * 10) / 10];
    };
    const [, whole] = await timed(() => pubblicata.current());
    await approve(7, 399);
    const [vista, one] = await timed(() => pubblicata.current());
    const [same, none] = await timed(() => pubblicata.current());
    say(`${kind}: published view whole ${whole} ms, after an approval ${one} ms, after nothing ${none} ms`);
    expect(same).toBe(vista);
    const expected = { esito: 'tradotta', codice: inps[399 % inps.length] };
    expect(vista.codifica(comuneGrande(7), 'SERV001', GIORNO)).toMatchObject(expected);
    await eventually(() => {
      expect(riferimenti.codifica(comuneGrande(7), 'SERV001', GIORNO)).toMatchObject(expected);
    });
  }, 300_000);
});

describe('five copies in one process', () => {
  it('see one approval without making anew what it does not touch', () => {
    const voci = JSON.stringify([...vociGrandi(DIECI_MILIONI, inps)]);
    globalThis.gc?.();
    const before = process.memoryUsage();
    let views = Array.from({ length: 5 }, () => Vista.empty.with(JSON.parse(voci) as Voce[]));
    for (const vista of views) vista.codifica(comuneGrande(7), 'SERV001', GIORNO);
    globalThis.gc?.();
    const after = process.memoryUsage();
    say(
      `${mb(voci.length)} MB of JSON; five copies: heap ${mb(after.heapUsed - before.heapUsed)} MB, rss ${mb(after.rss - before.rss)} MB`,
    );
    const times = Array.from({ length: 20 }, (_, round) => {
      const start = performance.now();
      views = views.map((vista) => vista.with([legame(listaGrande(7), 'SERV001', 'REG', `RG.${round}`)]));
      for (const vista of views)
        expect(vista.codifica(comuneGrande(7), 'SERV001', GIORNO)).toMatchObject({ esito: expect.anything() });
      return (performance.now() - start) / views.length;
    });
    say(`one approval in one copy: ${times.toSorted((a, b) => a - b)[10]!.toFixed(2)} ms (median of 20)`);
  });
});
