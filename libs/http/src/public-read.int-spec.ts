import { Controller, Get, Header, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { defineErrors, problemsOf } from '#libs/contracts';
import { readSettings } from '#libs/settings';
import { httpAdapter } from './adapter.js';
import { HTTP_APPLICATION_OPTIONS, configureHttp } from './configure-http.js';
import { AnswerFile } from './answer-file.js';
import { AnswerForm, AnswersIn } from './answer-forms.js';
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
  @Get('tabella') @AnswersIn({ json: 'application/json', csv: 'text/csv' }) tabella(@AnswerForm() form: string) {
    content.asked++;
    return form === 'csv' ? new AnswerFile('a/b "c" à.csv', 'à,b\r\n'.repeat(500)) : { righe: 'à'.repeat(2000) };
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

describe('a public read in two forms', () => {
  const table = (accept: string, query = '') => get(`tabella${query}`).set('accept', accept);

  it.each([
    ['*/*', '', 'application/json; charset=utf-8'],
    ['text/csv', '', 'text/csv; charset=utf-8'],
    ['text/csv;q=0.5, application/json', '', 'application/json; charset=utf-8'],
    ['application/json', '?formato=csv', 'text/csv; charset=utf-8'],
    ['text/csv', '?formato=json', 'application/json; charset=utf-8'],
    ['text/html', '', 'application/json; charset=utf-8'],
  ])('gives who accepts %s and asks for "%s" %s, and says what else it depends on', async (accept, query, type) => {
    const { headers } = await table(accept, query).expect(200);
    expect([headers['content-type'], headers['vary']]).toEqual([type, 'Accept, Accept-Encoding']);
  });

  it('never takes one form for the other: each has a tag of its own', async () => {
    const json = await table('application/json').expect(200);
    const csv = await table('text/csv').expect(200);
    expect([json.headers['etag'], csv.headers['etag']]).toEqual(['W/"uno"', 'W/"uno-csv"']);
    const before = content.asked;
    await table('text/csv').set('if-none-match', csv.headers['etag']!).expect(304);
    expect(content.asked).toBe(before);
    await table('text/csv').set('if-none-match', json.headers['etag']!).expect(200);
    await table('application/json').set('if-none-match', csv.headers['etag']!).expect(200);
    const kept = await table('text/csv').set('if-none-match', csv.headers['etag']!);
    expect(kept.headers['vary']).toBe('Accept, Accept-Encoding');
  });

  it('as a file has a name that needs no escaping, compressed or not, asked for by GET or HEAD', async () => {
    const name = 'attachment; filename="a-b-c-.csv"';
    const plain = await table('text/csv').set('accept-encoding', 'identity').expect(200);
    const packed = await table('text/csv').set('accept-encoding', 'gzip').expect(200);
    expect([plain.headers['content-disposition'], packed.headers['content-disposition']]).toEqual([name, name]);
    expect([plain.headers['content-encoding'], packed.headers['content-encoding']]).toEqual([undefined, 'gzip']);
    expect(packed.text).toBe(plain.text);
    const head = await request(app.getHttpServer()).head('/rest/prove/v1/tabella?formato=csv').expect(200);
    expect(head.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': name });
    expect(head.text ?? '').toBe('');
  });

  it.each(['xml', '', 'CSV', '__proto__', 'toString', 'csv&formato=json'])(
    'refuses the form "%s", even to who has a tag',
    async (formato) => {
      const { body, headers } = await table('*/*', `?formato=${formato}`).set('if-none-match', '*').expect(400);
      expect(body).toMatchObject({ code: 'richiesta_non_valida', detail: expect.stringContaining('json, csv') });
      expect([headers['cache-control'], headers['etag']]).toEqual(['no-store', undefined]);
    },
  );
});
