import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type DynamicModule, type INestApplication, Module } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { APPS, GENERI_COPIA } from '#libs/contracts';
import { NOMENCLATORE_MIGRATIONS, NomenclatoreModule } from '#apps/nomenclatore';
import { MESSAGING_MIGRATIONS, MessagingModule, type TransportOptions, startMessaging } from '#libs/messaging';
import { Health, HealthModule } from '#libs/observability';
import { Clock, PersistenceModule } from '#libs/persistence';
import { RIFERIMENTI_MIGRATIONS, Riferimenti, RiferimentiModule } from '#libs/riferimenti';
import { CallerDirectory } from '#libs/security';
import {
  SetClock,
  type TestBroker,
  type TestDatabase,
  createTestBroker,
  createTestDatabase,
  eventually,
} from '#libs/testing';

const COPY_MIGRATIONS = [...MESSAGING_MIGRATIONS, ...RIFERIMENTI_MIGRATIONS];
const fixtures = resolve('apps/nomenclatore/fixtures');
const marche = {
  nazionale: resolve('config/nazionale'),
  regione: resolve('config/regioni/marche'),
  dimostrazione: true,
};

/** An app that has nothing but its copy. */
@Module({})
class CopiaSolaModule {
  static forApp({ adminUrl: url, password }: TestDatabase, transport: TransportOptions, prefix: string): DynamicModule {
    const persistence = PersistenceModule.forApp({ url, password, app: 'ingestion', migrations: COPY_MIGRATIONS });
    const messaging = MessagingModule.forApp({ app: 'ingestion', transport, prefix, imports: [persistence] });
    const riferimenti = RiferimentiModule.forApp('ingestion', [persistence, messaging]);
    return { module: CopiaSolaModule, imports: [riferimenti] };
  }
}

describe.each(['embedded', 'rabbitmq'] as const)('local copies kept over %s', (kind) => {
  const clock = new SetClock(new Date('2026-03-09T09:00:00Z'));
  let database: TestDatabase;
  let broker: TestBroker | undefined;
  let prefix: string;
  let folder: string;
  let running: INestApplication[] = [];

  beforeEach(async () => {
    database = await createTestDatabase([
      { app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS },
      { app: 'ingestion', migrations: COPY_MIGRATIONS },
    ]);
    broker = kind === 'rabbitmq' ? await createTestBroker() : undefined;
    // A test broker's prefix ends in the dot that the bus puts itself.
    prefix = broker?.prefix.slice(0, -1) ?? database.name;
    folder = await mkdtemp(join(tmpdir(), 'snodo-copie-'));
    await cp(fixtures, folder, { recursive: true });
    clock.set('2026-03-09T09:00:00Z');
  });
  afterEach(async () => {
    await Promise.all(running.map((app) => app.close()));
    running = [];
    await broker?.drop({ exchanges: ['messaggi'], queues: [...APPS] });
    await rm(folder, { recursive: true, force: true });
    await database.drop();
  });

  const transport = (): TransportOptions =>
    broker === undefined ? { kind: 'embedded' } : { kind: 'rabbitmq', url: broker.url };
  const start = async (module: DynamicModule): Promise<INestApplication> => {
    const testing = await Test.createTestingModule({ imports: [HealthModule, module] })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    const app = testing.createNestApplication(new FastifyAdapter(), { logger: ['error'] });
    running.push(app);
    await startMessaging(app);
    await app.init();
    return app;
  };
  const stop = async (app: INestApplication): Promise<void> => {
    running = running.filter((one) => one !== app);
    await app.close();
  };
  const startNomenclatore = (
    cartelle = { nazionale: join(folder, 'nazionale'), regione: join(folder, 'borea'), dimostrazione: false },
  ) =>
    start(
      NomenclatoreModule.forApp({
        databaseUrl: database.adminUrl,
        databasePassword: database.password,
        transport: transport(),
        prefix,
        issuers: [],
        cartelle,
        publicUrl: 'https://snodo.example',
      }),
    );
  const startCopy = () => start(CopiaSolaModule.forApp(database, transport(), prefix));
  const edit = async (file: string, change: (text: string) => string): Promise<void> => {
    const path = join(folder, file);
    await writeFile(path, change(await readFile(path, 'utf8')));
  };
  const ready = async (app: INestApplication): Promise<Riferimenti> => {
    const riferimenti = app.get(Riferimenti, { strict: false });
    await eventually(() => riferimenti.ready, { timeout: 30_000 });
    return riferimenti;
  };
  const copied = (genere: string) =>
    database.admin(`SELECT id, revisione, contenuto FROM ingestion.copia_voce WHERE genere = $1 ORDER BY id`, [genere]);
  const published = (genere: string) =>
    database.admin(`SELECT id, revisione, contenuto FROM nomenclatore.voce_pubblicata WHERE genere = $1 ORDER BY id`, [
      genere,
    ]);

  it('a whole region arrives: 225 comuni, the territory, SIUSS; only then is the app ready', async () => {
    const copy = await startCopy();
    const health = copy.get(Health, { strict: false });
    const readiness = async () =>
      (await health.readiness()).checks.find(({ name }) => name === 'ingestion.riferimenti')?.ready;
    expect(await readiness()).toBe(false);
    await expect(
      copy
        .get(CallerDirectory, { strict: false })
        .findCaller({ kind: 'pdnd', issuer: 'x', clientId: 'demo-g479', subject: 'x', jti: 'x', expiresAt: 4e9 }),
    ).rejects.toMatchObject({ code: 'autorizzazione_non_disponibile' });

    await startNomenclatore(marche);
    const riferimenti = await ready(copy);
    expect(await readiness()).toBe(true);
    for (const genere of GENERI_COPIA) {
      const voci = await published(genere);
      expect(voci.length).toBeGreaterThan(0);
      expect((await copied(genere)).length).toBe(voci.length);
    }
    expect(riferimenti.territorio.comuneByIstat('041044')?.denominazione).toBe('PESARO');
    expect(riferimenti.territorio.comuniInVigore('2024-02-01' as never)).toHaveLength(7896);
    expect(riferimenti.nomenclatura('SIUSS', '2026-03-09')?.voceInVigore('A1.05.01', '2026-01-01')).toMatchObject({
      codice: 'A1.05.01',
      versione: 'SIUSS@1.0',
    });

    const pesaro = riferimenti.enteByCodice('G479', '2026-03-09')!;
    const gabicce = riferimenti.enteByCodice('041019', '2026-03-09')!;
    const urbino = riferimenti.enteByCodice('c_l500', '2026-03-09')!;
    expect(riferimenti.depositoConsentito(pesaro.id, gabicce.id, 'PS_PSA_SINA', '2026-03-09')).toMatchObject({
      consentito: true,
      atto: { numero: 'DEMO 1/1' },
    });
    expect(riferimenti.depositoConsentito(pesaro.id, urbino.id, 'PS_PSA_SINA', '2026-03-09')).toMatchObject({
      consentito: false,
      motivo: 'nessuna_delega',
    });
    expect(riferimenti.ambitoOf(gabicce.id, '2026-03-09')?.codice).toBe('ATS01');
    const caller = await copy
      .get(CallerDirectory, { strict: false })
      .findCaller({ kind: 'pdnd', issuer: 'x', clientId: 'demo-g479', subject: 's', jti: 'x', expiresAt: 4e9 });
    expect(caller).toMatchObject({ ente: pesaro.id, ruoli: ['titolare', 'capofila'] });
  });

  it('translates as the nomenclatore does: every code of every list, before and after a version changes', async () => {
    const nomenclatore = await startNomenclatore(marche);
    const riferimenti = await startCopy().then(ready);
    const codici = await database.admin<{ sistema: string; codice: string }>(
      `SELECT DISTINCT sistema, codice FROM nomenclatore.voce_nomenclatura voce
         JOIN nomenclatore.versione_nomenclatura versione ON versione.id = versione_id ORDER BY sistema, codice`,
    );
    const sistemi = [...new Set(codici.map(({ sistema }) => sistema))];
    expect(sistemi).toEqual(expect.arrayContaining(['REG', 'SIUSS', 'ISTAT', 'FNPS', 'LEPS']));
    await (nomenclatore.getHttpAdapter().getInstance() as FastifyInstance).ready();
    const esiti = new Set<string>();
    for (const giorno of ['2012-12-31', '2024-01-01', '2026-03-09']) {
      for (const da of sistemi) {
        const ofSistema = codici.filter(({ sistema }) => sistema === da).map(({ codice }) => codice);
        for (const a of ['SIUSS', 'ISTAT', 'FNPS', 'LEPS']) {
          const { body } = await request(nomenclatore.getHttpServer())
            .post('/rest/nomenclatore/v1/traduzioni')
            .send({ da, a, giorno, codici: ofSistema })
            .expect(200);
          const { traduzioni } = body as { traduzioni: { esito: string; codice_tradotto: string | null }[] };
          const ours = ofSistema.map((codice) => riferimenti.traduci({ da, a, codice, giorno }));
          expect(traduzioni.map(({ esito, codice_tradotto: codice }) => [esito, codice])).toEqual(
            ours.map((one) => [one.esito, one.esito === 'tradotto' ? one.codice : null]),
          );
          for (const { esito } of ours) esiti.add(esito);
        }
      }
    }
    // Not the same silence on both sides.
    expect([...esiti]).toEqual(expect.arrayContaining(['tradotto', 'senza_associazione', 'codice_sconosciuto']));
  });

  it('a delega that ended yesterday refuses, and names the act; no message is needed for that', async () => {
    const riferimenti = await startNomenclatore().then(startCopy).then(ready);
    const [uno, consorzio] = ['X001', 'CONS'].map((codice) => riferimenti.enteByCodice(codice, '2026-03-09')!.id) as [
      string,
      string,
    ];
    expect(riferimenti.depositoConsentito(consorzio, uno, 'PS_PSA_SINA', '2026-03-09')).toMatchObject({
      consentito: true,
    });
    expect(riferimenti.depositoConsentito(consorzio, uno, 'PS_PSA_SINA', '2026-03-10')).toMatchObject({
      consentito: false,
      motivo: 'delega_non_in_vigore',
      atto: { numero: '1/2024', al: '2026-03-09' },
    });
  });

  it('changes follow: renamed, ended, taken away', async () => {
    const nomenclatore = await startNomenclatore();
    const copy = await startCopy();
    const riferimenti = await ready(copy);
    const day = '2026-03-09';
    const [due, consorzio] = ['X002', 'CONS'].map((codice) => riferimenti.enteByCodice(codice, day)!.id) as [
      string,
      string,
    ];
    expect(riferimenti.depositoConsentito(consorzio, due, 'PS_PSA_SINA', day).consentito).toBe(true);

    await edit('borea/enti.csv', (text) => text.replace('Comune di Due', 'Comune di Due Torri'));
    await edit('borea/deleghe.csv', (text) => text.replace('2024-01-01,,', '2024-01-01,2026-03-08,'));
    await edit('borea/client.csv', (text) => text.replace(/^uno,.*\n/m, ''));
    await stop(nomenclatore);
    await startNomenclatore();
    await eventually(() => riferimenti.ente(due)?.denominazione === 'Comune di Due Torri');
    await eventually(() => !riferimenti.depositoConsentito(consorzio, due, 'PS_PSA_SINA', day).consentito);
    await eventually(() => riferimenti.clientByIdentity({ kind: 'pdnd', clientId: 'uno' }, day) === undefined);
  });

  it('an app that starts empty while changes are published misses none of them', async () => {
    let nomenclatore = await startNomenclatore();
    const copyStarting = startCopy();
    for (let round = 1; round <= 5; round += 1) {
      await edit('borea/enti.csv', (text) => text.replace(/Comune di Tre[^,]*/, `Comune di Tre ${round}`));
      await edit('borea/ambiti.csv', (text) => text.replace(/Zona del Nord[^,]*/, `Zona del Nord ${round}`));
      await stop(nomenclatore);
      nomenclatore = await startNomenclatore();
    }
    const copy = await copyStarting;
    const riferimenti = await ready(copy);
    await eventually(() => riferimenti.enteByCodice('X003', '2026-03-09')?.denominazione === 'Comune di Tre 5');
    for (const genere of GENERI_COPIA) {
      await eventually(async () => {
        expect(await copied(genere)).toEqual(await published(genere));
      });
    }
  });

  // The embedded transport lives in one process and knows one of each app.
  if (kind === 'rabbitmq') {
    it('a second process of the app sees changes it did not apply itself, and asks for no snapshot of its own', async () => {
      await startNomenclatore();
      await startCopy().then(ready);
      const second = await ready(await startCopy());
      expect(second.enteByCodice('X001', '2026-03-09')?.denominazione).toBe('Comune di Uno');
      const answers = await database.admin('SELECT richiesta_id FROM nomenclatore.copia_inviata');
      expect(answers).toHaveLength(1);
      await database.admin(
        `UPDATE ingestion.copia_voce SET contenuto = jsonb_set(contenuto, '{denominazione}', '"Cambiato da un altro processo"'), movimento = movimento + 1000
        WHERE contenuto->>'denominazione' = 'Comune di Uno'`,
      );
      await database.admin('UPDATE ingestion.copia_stato SET movimento = movimento + 1000');
      await eventually(
        () => second.enteByCodice('X001', '2026-03-09')?.denominazione === 'Cambiato da un altro processo',
        { timeout: 2_000 },
      );
    });
  }
});
