import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { deposited, startProva } from './prova/app-di-prova.js';

describe('bodies of requests', () => {
  let app: NestFastifyApplication;
  let lines: readonly string[];
  const http = () => request(app.getHttpServer());
  beforeEach(async () => {
    deposited.bytes = 0;
    ({ app, lines } = await startProva());
  });
  afterEach(() => app.close());

  const deposit = () => http().post('/rest/prove/v1/depositi');

  it('reach a deposit as they are, streamed', async () => {
    const body = Buffer.alloc(3_000_000, '<a>');
    const answer = await deposit().set('Authorization', 'Bearer good').type('application/xml').send(body).expect(201);
    expect(answer.body).toEqual({ bytes: 3_000_000, ente: 'ente-1' });
  });

  it('are not read before the caller is known', async () => {
    const answer = await deposit().type('text/csv').send('a;b').expect(401).expect('www-authenticate', 'Bearer');
    expect(answer.body).toMatchObject({ code: 'non_autenticato' });
    expect(deposited.bytes).toBe(0);
    await http().post('/rest/prove/v1/depositi/json').type('json').send('{not json').expect(401);
  });

  it('too large to be read in vain close the connection after the refusal', async () => {
    const answer = await deposit().type('text/csv').send(Buffer.alloc(1_100_000)).expect(401);
    expect(answer.headers['connection']).toBe('close');
  });

  it('that ask before they come are wanted only when somebody reads them', async () => {
    const refused = await ask({});
    expect(refused).toEqual({ continued: false, status: 401, connection: 'close' });
    const taken = await ask({ authorization: 'Bearer good' });
    expect(taken).toMatchObject({ continued: true, status: 201 });
    expect(deposited.bytes).toBe(3);
  });

  /** Sends a deposit as `Expect: 100-continue` means it: the body only after the word of the server. */
  async function ask(headers: Readonly<Record<string, string>>) {
    const { port } = app.getHttpServer().address() as { port: number };
    const outgoing = httpRequest({
      port,
      method: 'POST',
      path: '/rest/prove/v1/depositi',
      headers: { ...headers, 'content-type': 'application/xml', 'content-length': 3, expect: '100-continue' },
    });
    let continued = false;
    outgoing.once('continue', () => {
      continued = true;
      outgoing.end('<a>');
    });
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    response.resume();
    outgoing.destroy();
    return { continued, status: response.statusCode, connection: response.headers.connection };
  }

  it('of another type or with a coding are refused', async () => {
    const authorized = () => deposit().set('Authorization', 'Bearer good');
    for (const sent of [
      authorized().type('application/json').send('{}'),
      authorized().type('application/xml').set('Content-Encoding', 'gzip').send('x'),
      authorized().set('Content-Type', '').send('x'),
      http().post('/rest/prove/v1/ricerche').type('text/plain').send('x'),
      http().post('/rest/prove/v1/ricerche').type('application/x-www-form-urlencoded').send('testo=x'),
    ]) {
      expect((await sent.expect(415)).body).toMatchObject({ code: 'tipo_non_ammesso' });
    }
    await authorized().type('application/xml; charset=iso-8859-1').send('x').expect(201);
  });

  const search = () => http().post('/rest/prove/v1/ricerche').type('json');

  it('in JSON become the class of the request', async () => {
    expect((await search().send({ testo: 'a' }).expect(201)).body).toEqual({ testo: 'a', classe: true });
  });

  it('in JSON may speak of a NUL without holding one', async () => {
    expect(
      (
        await search()
          .send({ testo: String.raw`\u0000` })
          .expect(201)
      ).body,
    ).toMatchObject({ testo: String.raw`\u0000` });
  });

  it('in JSON over 1 MiB, declared or not, are refused with an answer', async () => {
    const body = JSON.stringify({ testo: 'a'.repeat(1_100_000) });
    expect((await search().send(body).expect(413)).body).toMatchObject({ code: 'corpo_troppo_grande' });
    const { port } = app.getHttpServer().address() as { port: number };
    const chunked = await fetch(`http://127.0.0.1:${port}/rest/prove/v1/ricerche`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([body.repeat(8)]).stream(),
      duplex: 'half',
    });
    expect(chunked.status).toBe(413);
    const logged = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ status }) => status === 413);
    expect(logged.map((line) => line['client_ip'])).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  it.each([
    ['cut', '{"testo":'],
    ['with a NUL', '{"testo":"a\\u0000b"}'],
    ['with a NUL after a backslash', '{"testo":"\\\\\\u0000"}'],
    ['polluting', '{"__proto__":{"x":1},"testo":"a"}'],
    ['not UTF-8', Buffer.from('{"testo":"\u00ff"}', 'latin1')],
  ])('in JSON that is %s are refused', async (_, body) => {
    const answer = await search()
      .serialize((value: unknown) => value as string)
      .send(body)
      .expect(400);
    expect(answer.body).toMatchObject({ code: 'richiesta_non_valida' });
  });

  it('with wrong, missing or unknown fields are refused by name, without their values', async () => {
    const answer = await search().send({ limite: 99, cognome: 'Rossi' }).expect(422);
    expect(answer.body).toMatchObject({
      code: 'campi_non_validi',
      campi: expect.arrayContaining([
        { campo: 'testo', regole: ['testo'] },
        { campo: 'limite', regole: ['massimo'] },
        { campo: 'cognome', regole: ['campo_previsto'] },
      ]),
    });
    expect(answer.text).not.toContain('Rossi');
    await search().send('').expect(400);
    for (const limit of ['x', '1e2', '0x10', '1.0', '+1', '-1', '%201', '', '1001', '1&limit=2']) {
      await http().get(`/rest/prove/v1/pagine?limit=${limit}`).expect(422);
    }
    expect((await http().get('/rest/prove/v1/pagine?limit=5').expect(200)).body).toEqual({ limit: 5 });
  });
});
