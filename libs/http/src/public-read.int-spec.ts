import { Controller, Get, Header, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { defineErrors, problemsOf } from '#libs/contracts';
import { readSettings } from '#libs/settings';
import { httpAdapter } from './adapter.js';
import { HTTP_APPLICATION_OPTIONS, configureHttp } from './configure-http.js';
import { ContentTag, PublicRead } from './public-read.js';
import { HTTP_SETTINGS } from './settings.js';

const problem = problemsOf(
  defineErrors({
    cosa_sconosciuta: { status: 404, fault: 'sender', retryable: false, title: 'No.', remedy: 'Altra.' },
  }),
);

class Content extends ContentTag {
  tag = 'uno';
  asked = 0;
  current(): string {
    return this.tag;
  }
}
const content = new Content();

@PublicRead()
@Controller('rest/prove/v1')
class Letture {
  @Get('oggetto') oggetto() {
    content.asked++;
    return { testo: 'à'.repeat(2000) };
  }
  @Get('piccolo') piccolo() {
    return { a: 1 };
  }
  @Get('pagina') @Header('content-type', 'text/html; charset=utf-8') pagina() {
    return '<p>à</p>'.repeat(500);
  }
  @Get('niente') @Header('content-type', 'text/html; charset=utf-8') niente() {
    throw problem('cosa_sconosciuta');
  }
}

@Module({ controllers: [Letture], providers: [{ provide: ContentTag, useValue: content }] })
class Prova {}

let app: NestFastifyApplication;
beforeAll(async () => {
  const settings = readSettings(HTTP_SETTINGS, {});
  app = await NestFactory.create<NestFastifyApplication>(Prova, httpAdapter(settings), {
    ...HTTP_APPLICATION_OPTIONS,
    logger: false,
  });
  await configureHttp(app, { settings });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app?.close());

const get = (path: string) => request(app.getHttpServer()).get(`/rest/prove/v1/${path}`);

describe('a public read', () => {
  it('may be kept for five minutes, by the tag of the content', async () => {
    const { headers } = await get('piccolo').expect(200, { a: 1 });
    expect(headers).toMatchObject({ etag: 'W/"uno"', 'cache-control': 'public, max-age=300', vary: 'Accept-Encoding' });
  });

  it.each(['W/"uno"', '"uno"', '*', '"altro", W/"uno"'])('is not made again for who has %s', async (tag) => {
    const before = content.asked;
    const { headers, text } = await get('oggetto').set('if-none-match', tag).expect(304);
    expect([content.asked, headers['etag'], text]).toEqual([before, 'W/"uno"', '']);
  });

  it('is made again once the content is another', async () => {
    content.tag = 'due';
    const { headers } = await get('oggetto').set('if-none-match', 'W/"uno"').expect(200);
    expect(headers['etag']).toBe('W/"due"');
    content.tag = 'uno';
  });

  it('travels compressed to who can read it so, under its own content type, when it is worth it', async () => {
    for (const [path, type] of [
      ['oggetto', 'application/json; charset=utf-8'],
      ['pagina', 'text/html; charset=utf-8'],
    ] as const) {
      const packed = await get(path).set('accept-encoding', 'gzip').expect(200);
      const plain = await get(path).set('accept-encoding', 'gzip;q=0').expect(200);
      expect([packed.headers['content-encoding'], plain.headers['content-encoding']]).toEqual(['gzip', undefined]);
      expect([packed.headers['content-type'], plain.headers['content-type']]).toEqual([type, type]);
      expect(packed.text).toBe(plain.text);
    }
    const small = await get('piccolo').set('accept-encoding', 'gzip').expect(200);
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  it('that fails is a problem that nobody keeps', async () => {
    const { headers, body } = await get('niente').expect(404);
    expect(body).toMatchObject({ code: 'cosa_sconosciuta', status: 404 });
    expect(headers['content-type']).toContain('application/problem+json');
    expect([headers['cache-control'], headers['etag']]).toEqual(['no-store', undefined]);
  });
});
