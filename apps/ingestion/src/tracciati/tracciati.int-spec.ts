import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { HTTP_APPLICATION_OPTIONS, HTTP_SETTINGS, configureHttp, httpAdapter } from '#libs/http';
import { readSettings } from '#libs/settings';
import { TRACCIATI, TIPO_XLSX, type Tracciato, documentiOf, findTracciato } from '#libs/tracciati';
import { IngestionSettings } from '../ingestion.config.js';
import { CatalogoTracciati } from './catalogo-tracciati.js';
import { DocumentiTracciatoController } from './documenti-tracciato.controller.js';
import { TracciatiController } from './tracciati.controller.js';
import { TracciatiPubblicati } from './tracciati-pubblicati.js';
import { TRACCIATI_PROVIDERS } from './tracciati.providers.js';

const settings = (tracciatiAttivi: string[]) => ({ tracciatiAttivi }) as unknown as IngestionSettings;
const PS = findTracciato('PS_PSA_SINA')!;
/** As if INPS had published another. */
const SECONDA: Tracciato = {
  ...PS,
  versione: '202701',
  validita: { dal: '2027-01-01', al: null },
  pubblicato: '2026-09-01',
  estensione: PS.estensione.filter(({ nome }) => nome !== 'cup'),
  regole: PS.regole.slice(1),
};
const catalogo: CatalogoTracciati = { tracciati: [...TRACCIATI, SECONDA] };

@Module({
  controllers: [TracciatiController, DocumentiTracciatoController],
  providers: [
    { provide: IngestionSettings, useValue: settings(['PS_PSA_SINA']) },
    ...TRACCIATI_PROVIDERS,
    { provide: CatalogoTracciati, useValue: catalogo },
  ],
})
class Prova {}

let app: NestFastifyApplication;
beforeAll(async () => {
  const http = readSettings(HTTP_SETTINGS, {});
  app = await NestFactory.create<NestFastifyApplication>(Prova, httpAdapter(http), {
    ...HTTP_APPLICATION_OPTIONS,
    logger: false,
  });
  await configureHttp(app, { settings: http });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app?.close());

const get = (path: string) => request(app.getHttpServer()).get(`/rest/tracciati/v1/tracciati${path}`);
const DOCUMENTI = ['xsd', 'json-schema', 'modello-csv', 'modello-xlsx', 'documentazione'];
const OGNI_VERSIONE = [...TRACCIATI, SECONDA].map(({ codice, versione }) => `/${codice}/${versione}`);

describe('the tracciati, without a token', () => {
  it('are listed in every version, with their days, their notice, their forms and whether they are received', async () => {
    const { body } = await get('').expect(200);
    const forme = ['xml', 'csv', 'xlsx', 'json', 'ndjson'];
    const comuni = { codice: 'PS_PSA_SINA', titolo: PS.titolo, preavviso_giorni: 90, forme, attivo: true };
    const shown = (body.tracciati as { codice: string; attivo: boolean }[]).filter(({ codice }) => codice === PS.codice);
    expect(shown).toEqual([
      { ...comuni, versione: '201812', validita: PS.validita, pubblicato: PS.pubblicato, versione_precedente: null },
      { ...comuni, versione: '202701', validita: SECONDA.validita, pubblicato: '2026-09-01', versione_precedente: '201812' },
    ]);
    const others = (body.tracciati as { codice: string; attivo: boolean }[]).filter(({ codice }) => codice !== PS.codice);
    expect(others.map(({ attivo }) => attivo)).toEqual(others.map(() => false));
  }); // prettier-ignore

  it.each(OGNI_VERSIONE)('have each its documents, those that the declaration gives: %s', async (path) => {
    const tracciato = [...catalogo.tracciati].find(({ codice, versione }) => path === `/${codice}/${versione}`)!;
    const own = await documentiOf(tracciato, tracciato === SECONDA ? PS : undefined);
    const { codice, versione } = tracciato;
    const expected: [string, string, string | Uint8Array, string | undefined][] = [
      ['xsd', 'application/xml; charset=utf-8', own.xsd, undefined],
      ['json-schema', 'application/schema+json; charset=utf-8', own.jsonSchema, undefined],
      ['modello-csv', 'text/csv; charset=utf-8', own.modelloCsv, `attachment; filename="modello-${codice}-${versione}.csv"`],
      ['modello-xlsx', TIPO_XLSX, own.modelloXlsx, `attachment; filename="modello-${codice}-${versione}.xlsx"`],
      ['documentazione', 'text/html; charset=utf-8', own.documentazione, undefined],
    ];
    for (const [nome, tipo, content, file] of expected) {
      for (const encoding of ['gzip', 'identity']) {
        const { body, headers } = await get(`${path}/${nome}`).set('accept-encoding', encoding).buffer(true).parse(bytesOf as never).expect(200);
        expect([nome, headers['content-type'], headers['content-disposition']]).toEqual([nome, tipo, file]);
        expect((body as Buffer).equals(Buffer.from(content as string))).toBe(true);
      }
    }
  }); // prettier-ignore

  it('have each a page of documentation that runs nothing', async () => {
    const { text, headers } = await get('/PS_PSA_SINA/201812/documentazione').expect(200);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(text).toContain('<h1>Prestazioni sociali (SIUSS: PS, PSA, SINA)</h1>');
    for (const rule of ['XML-02', 'XSD-06', 'PS-05', 'SN-14']) expect(text).toContain(`<section id="${rule}">`);
    expect(text).not.toContain('Differenze dalla versione');
    expect((await get('/PS_PSA_SINA/202701/documentazione')).text).toContain('Differenze dalla versione 201812');
  });

  it('say what changed from one version to another', async () => {
    const { body } = await get('/PS_PSA_SINA/202701/differenze?da=201812').expect(200);
    const [regola] = PS.regole;
    expect(body).toEqual({
      codice: 'PS_PSA_SINA',
      da: '201812',
      a: '202701',
      differenze: [
        { genere: 'colonna_tolta', posto: 'cup', prima: 'codice unico di progetto (CUP), 15 caratteri', dopo: null, da_adeguare: true },
        { genere: 'regola_tolta', posto: regola!.codice, prima: expect.stringContaining(regola!.messaggio), dopo: null, da_adeguare: false },
      ],
    });
    expect((await get('/PS_PSA_SINA/201812/differenze?da=201812').expect(200)).body.differenze).toEqual([]);
    expect((await get('/PS_PSA_SINA/201812/differenze?da=202701').expect(200)).body.differenze).toHaveLength(2);
  }); // prettier-ignore

  it.each([
    ['/PS_PSA_SINA/201812/differenze?da=1', 404, 'tracciato_inesistente'],
    ['/PS_PSA_SINA/1/differenze?da=201812', 404, 'tracciato_inesistente'],
    ['/PS_PSA_SINA/201812/differenze', 422, 'campi_non_validi'],
    ['/PS_PSA_SINA/201812/differenze?da=../1', 422, 'campi_non_validi'],
    [`/PS_PSA_SINA/201812/differenze?da=${'1'.repeat(20)}`, 422, 'campi_non_validi'],
    ['/PS_PSA_SINA/201812/differenze?da=1&da=2', 422, 'campi_non_validi'],
  ])('do not say what changed for %s', async (path, status, code) => {
    const { body } = await get(path).expect(status);
    expect(body.code).toBe(code);
  });

  it.each(['/PS_PSA_SINA/1', '/SINBA/201812', '/PS_PSA_SINA@201812/201812', '/ps_psa_sina/201812', '/__proto__/x'])(
    'that do not exist are not found: %s',
    async (path) => {
      for (const what of DOCUMENTI) {
        const { body, headers } = await get(`${path}/${what}`).expect(404);
        expect([body.code, headers['cache-control']]).toEqual(['tracciato_inesistente', 'no-store']);
      }
    },
  );

  it('are kept by readers until a release or a setting changes them', async () => {
    const { headers } = await get('').expect(200);
    expect(headers['cache-control']).toBe('public, max-age=300');
    for (const what of DOCUMENTI)
      await get(`/PS_PSA_SINA/201812/${what}`).set('if-none-match', headers['etag']!).expect(304);
    const tag = (attivi: string[], tracciati = catalogo.tracciati) =>
      new TracciatiPubblicati(settings(attivi), { tracciati }).current();
    expect(headers['etag']).toBe(`W/"${await tag(['PS_PSA_SINA'])}"`);
    const changed = [...TRACCIATI, { ...SECONDA, regole: PS.regole }];
    expect(new Set([await tag(['PS_PSA_SINA']), await tag([]), await tag(['PS_PSA_SINA'], changed)]).size).toBe(3);
  });
});

function bytesOf(response: NodeJS.ReadableStream, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}
