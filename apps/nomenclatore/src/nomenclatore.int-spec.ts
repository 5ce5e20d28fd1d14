import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { HTTP_APPLICATION_OPTIONS, HTTP_SETTINGS, configureHttp, httpAdapter } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { HealthModule, Logger } from '#libs/observability';
import { Clock } from '#libs/persistence';
import { TokenVerifier, type VerifiedIdentity, routesOf } from '#libs/security';
import { readSettings } from '#libs/settings';
import { SetClock, type TestDatabase, createTestDatabase } from '#libs/testing';
import { CaricaPacchetto } from './caricamento/carica-pacchetto.js';
import { PacchettoConfigurato } from './caricamento/pacchetto-configurato.js';
import { NOMENCLATORE_MIGRATIONS, NomenclatoreModule } from './index.js';

const BASE = '/rest/nomenclatore/v1';
const RELOAD = '/rest/amministrazione/v1/nomenclatore/ricaricamenti';
const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const clock = new SetClock(new Date('2026-03-10T09:00:00Z'));
/** Every token is good and its text is the client id: who may do what is this suite's matter, tokens are not. */
const verifier = {
  verify: (token: string): Promise<VerifiedIdentity> =>
    Promise.resolve({ kind: 'pdnd', issuer: 'prova', clientId: token, subject: token, jti: token, expiresAt: 4e9 }),
};

let database: TestDatabase;
let folder: string;
let app: NestFastifyApplication;

async function start(): Promise<NestFastifyApplication> {
  const module = await Test.createTestingModule({
    imports: [
      HealthModule,
      NomenclatoreModule.forApp({
        databaseUrl: database.adminUrl,
        transport: { kind: 'embedded' },
        prefix: database.name,
        issuers: [],
        cartelle: { nazionale: join(folder, 'nazionale'), regione: join(folder, 'borea'), dimostrazione: false },
      }),
    ],
  })
    .overrideProvider(TokenVerifier)
    .useValue(verifier)
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const settings = readSettings(HTTP_SETTINGS, { SNODO_RATE_LIMIT: '100000' });
  const created = module.createNestApplication<NestFastifyApplication>(httpAdapter(settings), {
    ...HTTP_APPLICATION_OPTIONS,
    logger: false,
  });
  await configureHttp(created, { settings, logger: new Logger({ app: 'http', level: 'error' }) });
  await startMessaging(created);
  await created.init().catch(async (error: unknown) => {
    await created.close();
    throw error;
  });
  await created.getHttpAdapter().getInstance().ready();
  return created;
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
}

const get = (path: string) => request(app.getHttpServer()).get(BASE + path);
const reload = (client?: string) => {
  const post = request(app.getHttpServer()).post(RELOAD);
  return client === undefined ? post : post.set('authorization', `Bearer ${client}`);
};
const sent = () =>
  database.admin<{ name: string; voci: { genere: string; id: string; revisione: number; contenuto: unknown }[] }>(
    `SELECT type AS name, convert_from(body, 'UTF8')::jsonb->'voci' AS voci FROM nomenclatore.outbox ORDER BY id`,
  );

beforeAll(async () => {
  database = await createTestDatabase([{ app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS }]);
  folder = await mkdtemp(join(tmpdir(), 'snodo-pacchetto-'));
  await cp(fixtures, folder, { recursive: true });
  app = await start();
});

afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
  await database?.drop();
});

describe('public reads', () => {
  it('give code systems with version, validity and provenance of every item', async () => {
    const { body } = await get('/sistemi').expect(200);
    expect(body).toEqual({
      sistemi: [
        {
          sistema: 'SIUSS',
          versioni: [
            {
              versione: '1',
              denominazione: 'Prestazioni',
              stato: 'pubblicata',
              dal: '2015-01-01',
              al: null,
              voci: 2,
              fonte: 'prova',
              affidabilita: 'fonte',
            },
          ],
        },
      ],
    });
    const voci = await get('/sistemi/SIUSS/versioni/1/voci?da=1').expect(200);
    expect(voci.body).toEqual({
      totale: 2,
      voci: [
        {
          codice: 'A1.02',
          padre: 'A1.01',
          denominazione: 'Assegno di maternità',
          descrizione: null,
          attributi: { area: 'contributi economici', soggetta_isee: false },
          fonte: 'prova',
          affidabilita: 'codice_senza_nome',
        },
      ],
    });
    await get('/sistemi/SIUSS/versioni/9/voci')
      .expect(404)
      .expect(({ body }) => expect(body.code).toBe('nomenclatura_sconosciuta'));
  });

  it('give comuni as they are on a day, and their whole history', async () => {
    const before = await get('/comuni?giorno=2009-12-31&provincia=XB').expect(200);
    const after = await get('/comuni?giorno=2010-01-01&provincia=XB').expect(200);
    expect([before.body.totale, after.body.totale]).toEqual([0, 1]);
    const { body } = await get('/comuni/X001').expect(200);
    expect(body.storia.map(({ istat, al }: { istat: string; al: string }) => [istat, al])).toEqual([
      ['901001', '2009-12-31'],
      ['902001', '9999-12-31'],
    ]);
    await get('/comuni/X999').expect(404);
    for (const path of ['/province', '/regioni', '/stati']) await get(path).expect(200);
  });

  it('find an ente by any code it has on the day', async () => {
    for (const codice of ['X001', 'x001', '902001']) {
      const { body } = await get(`/enti/${codice}`).expect(200);
      expect(body).toMatchObject({ denominazione: 'Comune di Uno', tipo: 'comune', affidabilita: 'fonte' });
      expect(body.codici).toHaveLength(3);
    }
    await get('/enti/901001').expect(404);
    await get('/enti/901001?giorno=2009-01-01').expect(200);
    const { body } = await get('/enti?tipo=consorzio').expect(200);
    expect(body).toMatchObject({ totale: 1, enti: [{ affidabilita: 'non_verificato' }] });
  });

  it('give ambiti with members and capofila of the day', async () => {
    const members = async (giorno: string) =>
      (await get(`/ambiti/ZS1?giorno=${giorno}`).expect(200)).body.appartenenze.map(
        (one: { denominazione: string }) => one.denominazione,
      );
    expect(await members('2026-06-30')).toEqual(['Comune di Due', 'Comune di Uno']);
    expect(await members('2026-07-01')).toEqual(['Comune di Uno']);
    await get('/ambiti/ZS1?giorno=2009-12-31').expect(404);
    const { body } = await get('/ambiti').expect(200);
    expect(body.ambiti[0]).toMatchObject({ tipo: 'zona sociale', capofila: [{ denominazione: 'Consorzio del Nord' }] });
  });

  it('refuse a day that does not exist and a field that is not known', async () => {
    await get('/enti?giorno=2026-02-30').expect(422);
    await get('/enti?colore=blu').expect(422);
    await get('/comuni?limite=5000').expect(422);
  });

  it('are cached by tag until something changes or the day does', async () => {
    const first = await get('/enti').expect(200);
    expect(first.headers['cache-control']).toBe('public, max-age=300');
    const tag = first.headers['etag']!;
    await get('/enti').set('if-none-match', tag).expect(304);
    await get('/enti').set('if-none-match', `"x", ${tag}`).expect(304);
    await get('/enti').set('if-none-match', '"x"').expect(200);
    clock.set('2026-03-10T23:00:00Z');
    await get('/enti').set('if-none-match', tag).expect(200);
    clock.set('2026-03-10T09:00:00Z');
  });

  it('travel compressed to who can read it so', async () => {
    const plain = await get('/enti').set('accept-encoding', 'identity').expect(200);
    const packed = await get('/enti').set('accept-encoding', 'gzip').expect(200);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.body).toEqual(plain.body);
    await get('/enti')
      .set('accept-encoding', 'gzip;q=0')
      .expect(({ headers }) => expect(headers['content-encoding']).toBeUndefined());
  });

  it('never name a client', async () => {
    const bodies = await Promise.all(
      ['/enti', '/ambiti', '/enti/CONS'].map(async (path) => JSON.stringify((await get(path)).body)),
    );
    expect(bodies.join()).not.toMatch(/client|ruoli|delega/);
    const api = await database.open('nomenclatore');
    await expect(api.statement('api', {}, 'SELECT * FROM client')).rejects.toThrow(/permission denied/);
    await expect(api.statement('api', {}, 'SELECT * FROM delega')).rejects.toThrow(/permission denied/);
    await expect(api.statement('api', {}, 'DELETE FROM ente')).rejects.toThrow(/permission denied/);
  });
});

describe('loading a pack', () => {
  it('the first time told everything, each thing at revision 1', async () => {
    const voci = (await sent()).flatMap((message) => message.voci.map((voce) => ({ ...voce, name: message.name })));
    const names = (genere: string) => new Set(voci.filter((voce) => voce.genere === genere).map(({ name }) => name));
    expect(names('nomenclatura')).toEqual(new Set(['nomenclatore.pubblicato.v1']));
    expect(names('territorio')).toEqual(new Set(['nomenclatore.pubblicato.v1']));
    expect(names('ente')).toEqual(new Set(['ente.variato.v1']));
    expect(names('delega')).toEqual(new Set(['delega.variata.v1']));
    expect(voci.every(({ revisione }) => revisione === 1)).toBe(true);
  });

  it('a second time changes nothing and says nothing', async () => {
    const before = await sent();
    await reload('tecnico').expect(200, { nuove: 0, variate: 0, tolte: 0 });
    expect(await sent()).toEqual(before);
  });

  it('publishes a changed row as one new revision, and a row taken out as a tombstone', async () => {
    const before = (await sent()).length;
    await edit('borea/enti.csv', (text) => text.replace('Comune di Tre', 'Comune di Tre Valli'));
    await edit('borea/client.csv', (text) => text.replace(/^uno,.*\n/m, ''));
    await reload('tecnico').expect(200, { nuove: 0, variate: 1, tolte: 1 });
    const news = (await sent()).slice(before).flatMap(({ voci }) => voci);
    expect(news).toEqual([
      expect.objectContaining({
        genere: 'ente',
        revisione: 2,
        contenuto: expect.objectContaining({ denominazione: 'Comune di Tre Valli' }),
      }),
      expect.objectContaining({ genere: 'client', revisione: 2, contenuto: null }),
    ]);
    await get('/enti/X003').expect(({ body }) => expect(body.denominazione).toBe('Comune di Tre Valli'));
  });

  it('a change of source alone is a change too, and a row that comes back is a newer revision', async () => {
    await edit('borea/capofila.csv', (text) => text.replace('fonte,prova', 'dedotto,prova'));
    await edit('borea/client.csv', (text) => `${text}uno,belfiore:X001,pdnd,,titolare,2024-01-01,,fonte,prova\n`);
    await reload('tecnico').expect(200, { nuove: 0, variate: 2, tolte: 0 });
    const [client] = await database.admin<{ revisione: number }>(
      `SELECT revisione FROM nomenclatore.voce_pubblicata WHERE genere = 'client' AND contenuto->>'clientId' = 'uno'
          AND contenuto->>'identita' = 'pdnd'`,
    );
    expect(client!.revisione).toBe(3);
  });

  it('a wrong pack is refused with its lines, and what was loaded stays', async () => {
    await edit('borea/enti.csv', (text) =>
      text.replace('Consorzio del Nord,consorzio,2000-01-01', 'Consorzio,consorzio,ieri'),
    );
    const { body } = await reload('tecnico').expect(422);
    expect(body).toMatchObject({
      code: 'pacchetto_rifiutato',
      problemi: [{ file: 'borea/enti.csv', riga: 5, campo: 'dal' }],
    });
    await get('/enti/CONS').expect(200);
    await edit('borea/enti.csv', (text) =>
      text.replace('Consorzio,consorzio,ieri', 'Consorzio del Nord,consorzio,2000-01-01'),
    );
  });

  it('a published list never changes: an edited one is refused, a new version beside it is not', async () => {
    await edit('nazionale/siuss.csv', (text) => text.replace('Assegno di maternità', 'Altro assegno'));
    const { body } = await reload('tecnico').expect(422);
    expect(body.problemi).toEqual([
      expect.objectContaining({ file: 'nazionale/nomenclature.csv', riga: 2, campo: 'file' }),
    ]);
    await edit('nazionale/siuss.csv', (text) => text.replace('Altro assegno', 'Assegno di maternità'));

    const items = await readFile(join(folder, 'nazionale/siuss.csv'), 'utf8');
    await writeFile(join(folder, 'nazionale/siuss-2.csv'), items.replace('Assegno di maternità', 'Altro assegno'));
    await edit(
      'nazionale/nomenclature.csv',
      (text) =>
        `${text.replace('2015-01-01,,', '2015-01-01,2026-12-31,')}SIUSS,2,Prestazioni,siuss-2,pubblicata,2027-01-01,,prova,fonte\n`,
    );
    await reload('tecnico').expect(200, { nuove: 1, variate: 1, tolte: 0 });
    await get('/sistemi/SIUSS/versioni/2/voci').expect(200);
  });

  it('a draft stays private and may change; once published it may only be withdrawn', async () => {
    await writeFile(
      join(folder, 'borea/reg.csv'),
      'codice,codice_padre,denominazione,fonte,affidabilita\nR1,,Uno,prova,fonte\n',
    );
    await writeFile(
      join(folder, 'borea/nomenclature.csv'),
      'sistema,versione,denominazione,file,stato,dal,al,fonte,affidabilita\nREG,1,Regionale,reg,bozza,2026-01-01,,prova,fonte\n',
    );
    await reload('tecnico').expect(200, { nuove: 0, variate: 0, tolte: 0 });
    await get('/sistemi/REG/versioni/1/voci').expect(404);
    await edit('borea/reg.csv', (text) => text.replace('Uno', 'Prima'));
    await edit('borea/nomenclature.csv', (text) => text.replace('bozza', 'pubblicata'));
    await reload('tecnico').expect(200, { nuove: 1, variate: 0, tolte: 0 });
    await get('/sistemi/REG/versioni/1/voci').expect(({ body }) => expect(body.voci[0].denominazione).toBe('Prima'));

    await edit('borea/nomenclature.csv', (text) => text.replace('pubblicata', 'bozza'));
    await reload('tecnico')
      .expect(422)
      .expect(({ body }) => expect(body.problemi[0].campo).toBe('stato'));
    await edit('borea/nomenclature.csv', (text) => text.replace(/REG.*\n/, ''));
    await reload('tecnico')
      .expect(422)
      .expect(({ body }) => expect(body.problemi[0].messaggio).toMatch(/ritirata, non tolta/));
    await edit('borea/nomenclature.csv', (text) => `${text}REG,1,Regionale,reg,ritirata,2026-01-01,,prova,fonte\n`);
    await reload('tecnico').expect(200, { nuove: 0, variate: 1, tolte: 0 });
  });

  it('the database itself refuses to change a published item', async () => {
    const own = await database.open('nomenclatore');
    const change = `UPDATE voce_nomenclatura SET denominazione = 'x' WHERE versione_id = 'SIUSS@1'`;
    await expect(own.statement('consumer', {}, change)).rejects.toThrow(/never changes/);
  });

  it('many loads at once end as one', async () => {
    await edit('borea/ambiti.csv', (text) => text.replace('Zona del Nord', 'Zona Nord'));
    const pacchetto = await app.get(PacchettoConfigurato, { strict: false }).read();
    const carica = app.get(CaricaPacchetto, { strict: false });
    const esiti = await Promise.all([1, 2, 3, 4].map(() => carica.load(pacchetto)));
    expect(esiti.map(({ variate }) => variate).filter((variate) => variate > 0)).toEqual([1]);
  });
});

describe('who may reload the pack', () => {
  it.each([
    ['nobody without a token', undefined, 401],
    ['no comune', 'uno', 403],
    ['no client that is not registered', 'sconosciuto', 403],
    ['the technical operator', 'tecnico', 200],
  ])('%s', async (_, client, status) => {
    await reload(client).expect(status);
  });

  it('every route says who may call it, and only reads and probes are open', () => {
    const routes = routesOf(app);
    expect(routes.filter(({ access }) => access === 'negato')).toEqual([]);
    const open = routes.filter(({ access }) => access === 'pubblico');
    expect(
      open.every(
        ({ method, path }) => method === 'GET' && (path.startsWith(`${BASE}/`) || path.startsWith('/health/')),
      ),
    ).toBe(true);
    expect(routes.find(({ path }) => path === RELOAD)?.access).toEqual(['amministra', 'gestisce_riferimenti']);
  });
});

describe('a restart', () => {
  it('with a wrong pack keeps what was loaded before', async () => {
    await edit('borea/enti.csv', (text) => text.replace('consorzio,2000-01-01', 'congrega,2000-01-01'));
    await app.close();
    app = await start();
    await get('/enti/CONS').expect(200);
    await get('/status').expect(200);
  });

  it('with a wrong pack and nothing loaded does not start', async () => {
    const empty = await createTestDatabase([{ app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS }]);
    const full = database;
    try {
      database = empty;
      await expect(start()).rejects.toThrow(/borea\/enti\.csv:5 tipo/);
    } finally {
      database = full;
      await empty.drop();
    }
  });
});
