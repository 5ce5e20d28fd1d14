import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { Health } from '#libs/observability';
import type { Draining } from './draining.js';
import { startProva } from './prova/app-di-prova.js';

describe('the edge of every process', () => {
  let app: NestFastifyApplication;
  let draining: Draining;
  let lines: readonly string[];

  const http = () => request(app.getHttpServer());

  beforeEach(async () => {
    ({ app, draining, lines } = await startProva());
  });
  afterEach(() => app.close());

  describe('errors', () => {
    it('are problems with the fields of the table and of the request', async () => {
      const answer = await http()
        .get('/rest/prove/v1/rotte/nota?q=1')
        .set('X-Correlation-ID', '0e3c4ae8-2f4e-4d2a-9d25-6b1f0f6ad001')
        .expect(404)
        .expect('content-type', /^application\/problem\+json/);
      expect(answer.body).toEqual({
        type: 'http://localhost:3000/documentazione/errori#invio_sconosciuto',
        title: 'Invio sconosciuto',
        status: 404,
        detail: 'Controllare.',
        instance: '/rest/prove/v1/rotte/nota',
        code: 'invio_sconosciuto',
        fault: 'sender',
        retryable: false,
        correlation_id: '0e3c4ae8-2f4e-4d2a-9d25-6b1f0f6ad001',
        invio: 'x',
      });
    });

    it('of a database that cannot be reached ask to come back', async () => {
      const answer = await http().get('/rest/prove/v1/rotte/senza-database').expect(503);
      expect(answer.headers['retry-after']).toMatch(/^\d+$/);
      expect(answer.body).toMatchObject({ code: 'servizio_non_pronto', fault: 'hub', retryable: true });
    });

    it('that nobody foresaw say nothing internal, and are logged without personal data', async () => {
      const answer = await http().get('/rest/prove/v1/rotte/interna').expect(500);
      expect(answer.body).toMatchObject({ code: 'errore_interno', fault: 'hub', retryable: true });
      expect(answer.text).not.toMatch(/segreta|srv|RSSMRA/);
      expect(lines.join('')).toContain('request failed');
      expect(lines.join('')).not.toContain('RSSMRA');
    });

    it.each([
      ['/rest/prove/v1/rotte/nest', 400, 'richiesta_non_valida'],
      ['/rest/prove/v1/rotte/not-a-uuid', 400, 'richiesta_non_valida'],
      ['/rest/prove/v1/rotte/conflitto', 409, 'conflitto'],
      ['/rest/prove/v1/nulla', 404, 'risorsa_sconosciuta'],
      ['/rest/prove/v1/%ff', 400, 'richiesta_non_valida'],
    ])('of the framework on %s become %i %s', async (path, status, code) => {
      const answer = await http()
        .get(path)
        .expect(status)
        .expect('content-type', /problem\+json/);
      expect(answer.body).toMatchObject({ code, status, correlation_id: expect.any(String) });
      expect(answer.text).not.toMatch(/what Nest says|internal detail/);
    });

    it('on INPS’s interface have the fields of its document and no others, with absolute URIs', async () => {
      const answer = await http()
        .get('/waas/H211/v1/nulla?since=1')
        .expect(404)
        .expect('content-type', /problem\+json/);
      expect(Object.keys(answer.body).toSorted()).toEqual(['detail', 'instance', 'status', 'title', 'type']);
      expect(answer.body.type).toMatch(/^https?:/);
      expect(answer.body.instance).toBe(`urn:uuid:${answer.headers['x-correlation-id']}`);
    });

    it('say when to try again', async () => {
      await http().get('/rest/prove/v1/rotte/disco').expect(503).expect('retry-after', '7');
    });

    it('do not repeat what a caller wrongly wrote in the address', async () => {
      for (const written of ['RSSMRA80A01H501U', 'RSS%4d%52A80A01H501U', 'RSS%254dRA80A01H501U']) {
        const answer = await http().get(`/rest/prove/v1/persone/${written}`).expect(404);
        expect(answer.body).toMatchObject({ instance: '/rest/prove/v1/persone/***' });
        expect(lines.join('')).toContain('"path":"/rest/prove/v1/persone/***"');
        expect(lines.join('')).not.toContain('80A01H501U');
      }
    });
  });

  describe('headers', () => {
    it('carry the correlation of the caller into the work and back', async () => {
      const id = '0e3c4ae8-2f4e-4d2a-9d25-6b1f0f6ad001';
      const answer = await http().get('/rest/prove/v1/eco').set('X-Correlation-ID', id).expect('x-correlation-id', id);
      expect(answer.body).toEqual({ correlation_id: id });
    });

    it('replace a correlation that is not a UUID', async () => {
      const answer = await http().get('/rest/prove/v1/eco').set('X-Correlation-ID', 'x\ty');
      expect(answer.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect((answer.body as { correlation_id: string }).correlation_id).toBe(answer.headers['x-correlation-id']);
    });

    it('forbid caching, unless the route allows it, and say how a browser must treat the answer', async () => {
      const answer = await http().get('/rest/prove/v1/eco');
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
      });
      await http().get('/rest/prove/v1/pubbliche').expect('cache-control', 'public, max-age=60');
      await http()
        .get('/rest/prove/v1/html')
        .expect('content-security-policy', /default-src 'self'/);
    });

    it('by which a caller might try to command what is behind the edge are dropped, in any case', async () => {
      const { body } = await http().get('/rest/prove/v1/intestazioni').set({
        'X-SNODO-Ruolo': 'regione',
        'X-HTTP-Method-Override': 'DELETE',
        'X-Original-URL': '/',
        'X-Altro': 'resta',
      });
      expect(body).toMatchObject({ 'x-altro': 'resta' });
      expect(Object.keys(body as object).filter((name) => /snodo|override|original/.test(name))).toEqual([]);
    });

    it('up to 32 KiB are taken', async () => {
      await http().get('/rest/prove/v1/eco').set('X-Long', 'a'.repeat(28_000)).expect(200);
    });
  });

  describe('limits', () => {
    it('are told on every answer, errors and unknown addresses too', async () => {
      for (const path of ['/rest/prove/v1/eco', '/rest/prove/v1/rotte/nota', '/nulla', '/rest/prove/v1/status']) {
        const { headers } = await http().get(path);
        expect(headers).toMatchObject({
          'x-ratelimit-limit': '1200',
          'x-ratelimit-remaining': expect.stringMatching(/^\d+$/),
          'x-ratelimit-reset': expect.stringMatching(/^\d+$/),
        });
      }
    });

    it('are counted per client, and an invalid token does not spend the allowance of a client', async () => {
      await app.close();
      ({ app } = await startProva({ SNODO_RATE_LIMIT: '3' }));
      const deposit = (token: string) =>
        http().post('/rest/prove/v1/depositi').set('Authorization', `Bearer ${token}`).type('text/csv').send('a');
      for (let count = 0; count < 3; count += 1) await deposit('good-a').expect(201);
      const refused = await deposit('good-a').expect(429);
      expect(refused.body).toMatchObject({ code: 'troppe_richieste', retryable: true });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(refused.headers['x-ratelimit-remaining']).toBe('0');
      await deposit('good-b').expect(201);
      for (let count = 0; count < 3; count += 1) await deposit('bad-b').expect(401);
      await deposit('bad-b').expect(429);
      await deposit('good-b').expect(201);
    });
  });

  describe('log', () => {
    it('has per request what ModI and PDND ask for, and no query', async () => {
      await http()
        .post('/rest/prove/v1/depositi?cf=RSSMRA80A01H501U')
        .set('Authorization', 'Bearer good')
        .type('text/csv')
        .send('x');
      const line = JSON.parse(lines.find((one) => one.includes('"access"'))!) as Record<string, unknown>;
      expect(line).toMatchObject({
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        method: 'POST',
        operation: '/rest/prove/v1/depositi',
        path: '/rest/prove/v1/depositi',
        status: 201,
        client_ip: '127.0.0.1',
        client_id: 'client-1',
        consumer_id: 'consumer-1',
        jti: 'jti-1',
        purpose_id: 'purpose-1',
        correlationId: expect.any(String),
      });
      expect(lines.join('')).not.toMatch(/RSSMRA|good/);
    });
  });

  describe('status', () => {
    it('is a problem document with 200, and 503 when the process is not ready', async () => {
      const answer = await http()
        .get('/rest/prove/v1/status')
        .expect(200)
        .expect('content-type', /problem\+json/);
      expect(answer.body).toMatchObject({ status: 200, title: 'OK' });
      app.get(Health, { strict: false }).add('prova', () => {
        throw new Error('waiting');
      });
      await http().get('/rest/prove/v1/status').expect(503).expect('retry-after', '30');
      const ready = await http().get('/health/ready').expect(503);
      expect(ready.body).toMatchObject({ code: 'servizio_non_pronto', checks: [{ name: 'prova', ready: false }] });
    });
  });

  describe('closing', () => {
    it('refuses new requests and says when to come back', async () => {
      draining.start();
      const answer = await http().get('/rest/prove/v1/eco').expect(503).expect('retry-after', '30');
      expect(answer.body).toMatchObject({ code: 'servizio_non_pronto', retryable: true });
    });
  });

  it('serves the page of errors to everybody', async () => {
    const answer = await http()
      .get('/documentazione/errori')
      .expect(200)
      .expect('content-type', /text\/html/);
    expect(answer.text).toContain('id="errore_interno"');
    expect(answer.text).toContain('id="non_autenticato"');
  });
});
