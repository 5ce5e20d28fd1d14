import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { HTTP_APPLICATION_OPTIONS, HTTP_SETTINGS, configureHttp, httpAdapter } from '#libs/http';
import { readSettings } from '#libs/settings';
import { findTracciato, xsdOf } from '#libs/tracciati';
import { IngestionSettings } from '../ingestion.config.js';
import { TracciatiController } from './tracciati.controller.js';
import { TracciatiPubblicati } from './tracciati-pubblicati.js';
import { TRACCIATI_PROVIDERS } from './tracciati.providers.js';

const settings = (tracciatiAttivi: string[]) => ({ tracciatiAttivi }) as unknown as IngestionSettings;

@Module({
  controllers: [TracciatiController],
  providers: [{ provide: IngestionSettings, useValue: settings(['PS_PSA_SINA']) }, ...TRACCIATI_PROVIDERS],
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

describe('the tracciati, without a token', () => {
  it('are listed with validity and whether they are received', async () => {
    const { body } = await get('').expect(200);
    expect(body).toEqual({
      tracciati: [
        {
          codice: 'PS_PSA_SINA',
          versione: '201812',
          titolo: findTracciato('PS_PSA_SINA')!.titolo,
          validita: { dal: '2018-12-01', al: null },
          attivo: true,
        },
      ],
    });
  });

  it('have each its XML Schema', async () => {
    const { text, headers } = await get('/PS_PSA_SINA/201812/xsd').buffer(true).expect(200);
    expect(headers['content-type']).toBe('application/xml; charset=utf-8');
    expect(text).toBe(xsdOf(findTracciato('PS_PSA_SINA')!));
  });

  it('have each a page of documentation that runs nothing', async () => {
    const { text, headers } = await get('/PS_PSA_SINA/201812/documentazione').expect(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(text).toContain('<h1>Prestazioni sociali (SIUSS: PS, PSA, SINA)</h1>');
    for (const rule of ['XML-02', 'XSD-06', 'PS-05', 'SN-14']) expect(text).toContain(`<section id="${rule}">`);
  });

  it.each(['/PS_PSA_SINA/1', '/SINBA/201812', '/PS_PSA_SINA@201812/201812', '/ps_psa_sina/201812', '/__proto__/x'])(
    'that do not exist are not found: %s',
    async (path) => {
      for (const what of ['xsd', 'documentazione']) {
        const { body, headers } = await get(`${path}/${what}`).expect(404);
        expect([body.code, headers['cache-control']]).toEqual(['tracciato_inesistente', 'no-store']);
      }
    },
  );

  it('are kept by readers until a release or a setting changes them', async () => {
    const { headers } = await get('').expect(200);
    expect(headers['cache-control']).toBe('public, max-age=300');
    await get('/PS_PSA_SINA/201812/documentazione').set('if-none-match', headers['etag']!).expect(304);
    const [same, other] = [settings(['PS_PSA_SINA']), settings([])].map((one) =>
      new TracciatiPubblicati(one).current(),
    );
    expect([headers['etag'], other === same]).toEqual([`W/"${same}"`, false]);
    expect(new TracciatiPubblicati(settings([])).elenco.tracciati.map(({ attivo }) => attivo)).toEqual([false]);
  });
});
