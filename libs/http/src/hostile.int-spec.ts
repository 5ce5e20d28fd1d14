import { type Socket, connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import type { Draining } from './draining.js';
import { startProva } from './prova/app-di-prova.js';

describe('I9 what no client of ours would send', () => {
  let app: NestFastifyApplication;
  let draining: Draining;
  let lines: readonly string[];

  beforeAll(async () => {
    ({ app, draining, lines } = await startProva());
  });
  afterAll(() => app.close());

  function open(bytes: string): Socket {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    socket.write(bytes, 'latin1');
    return socket;
  }

  /** Everything answered until the other side hangs up. */
  async function answerTo(bytes: string): Promise<string> {
    let answer = '';
    for await (const piece of open(bytes)) answer += String(piece);
    return answer;
  }

  const GET = 'GET /rest/prove/v1/eco HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';
  const POST =
    'POST /rest/prove/v1/depositi HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nContent-Type: text/csv\r\n';

  it.each([
    ['bytes that are no HTTP', '\u0016\u0003\u0001\u0002\u0000\r\n\r\n', 400, 'richiesta_non_valida'],
    ['headers beyond their limit', `${GET}X-Long: ${'a'.repeat(40_000)}\r\n\r\n`, 431, 'intestazioni_troppo_lunghe'],
    [
      'two lengths of one body',
      `${POST}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n`,
      400,
      'richiesta_non_valida',
    ],
    ['a length that is none', `${POST}Content-Length: 99999999999999999999999\r\n\r\nabc`, 400, 'richiesta_non_valida'],
    ['an answer split by its address', 'GET /a b HTTP/1.1\r\n\r\n', 400, 'richiesta_non_valida'],
  ])('is answered with a problem and the connection is ended: %s', async (_, bytes, status, code) => {
    const [head, body] = (await answerTo(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/content-type: application\/problem\+json/);
    expect(head).toMatch(/connection: close/);
    expect(JSON.parse(body!)).toMatchObject({ status, code, correlation_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it.each(['/rest/prove/v1/rotte/%00', '/rest/prove/v1/pagine?limit=1%00', '/%00'])(
    'finds no way in with a NUL in the address: %s',
    async (path) => {
      const answer = await answerTo(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect(answer).toContain('"richiesta_non_valida"');
    },
  );

  it.each([
    '//rest/prove/v1/depositi',
    '/rest/prove/v1/%2e%2e/v1/depositi',
    '/REST/prove/v1/depositi',
    '/rest/prove/v1/depositi/',
  ])('finds no other address for a route: %s', async (path) => {
    const answer = await answerTo(
      POST.replace('/rest/prove/v1/depositi', path) + 'Connection: close\r\nContent-Length: 1\r\n\r\nx',
    );
    expect(answer).toMatch(/^HTTP\/1.1 404 /);
  });

  it('is under the guard by whatever spelling of the address reaches the route', async () => {
    const spelled = POST.replace('/rest', '/%72est').replace('Authorization: Bearer good\r\n', '');
    expect(await answerTo(`${spelled}Connection: close\r\nContent-Length: 1\r\n\r\nx`)).toMatch(/^HTTP\/1.1 401 /);
  });

  it('leaves nothing under way: a caller that hangs up is noted, and does not hold up the closing', async () => {
    const before = lines.length;
    const socket = open(`${POST}Content-Length: 1000000\r\n\r\nabc`);
    await sleep(100);
    socket.destroy();
    await eventually(() => expect(lines.length).toBeGreaterThan(before));
    const line = JSON.parse(lines.find((one) => one.includes('"aborted"'))!) as Record<string, unknown>;
    expect(line).toMatchObject({
      operation: '/rest/prove/v1/depositi',
      aborted: true,
      client_id: 'client-1',
      client_ip: '127.0.0.1',
    });
    expect(line).not.toHaveProperty('status');
    const began = performance.now();
    await draining.idle(10_000);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
