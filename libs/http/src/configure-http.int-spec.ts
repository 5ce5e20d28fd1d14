import { type Readable, Writable } from 'node:stream';
import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  Global,
  Header,
  Headers,
  Module,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max } from 'class-validator';
import request from 'supertest';
import { defineErrors, problemsOf } from '#libs/contracts';
import { Health, HealthModule, Logger, currentCorrelation } from '#libs/observability';
import {
  Caller,
  CallerDirectory,
  CurrentCaller,
  InvalidToken,
  Permits,
  Public,
  SecurityModule,
  TokenVerifier,
  type VerifiedIdentity,
} from '#libs/security';
import { DatabaseUnavailable } from '#libs/persistence';
import { readSettings } from '#libs/settings';
import { httpAdapter } from './adapter.js';
import { BodyStream, StreamedBody } from './body.js';
import { HTTP_APPLICATION_OPTIONS, configureHttp } from './configure-http.js';
import type { Draining } from './edge.js';
import { HTTP_SETTINGS } from './settings.js';
import { statusController } from './status.js';

const ERRORS = defineErrors({
  invio_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Invio sconosciuto',
    remedy: 'Controllare.',
  },
  disco_pieno: { status: 503, fault: 'hub', retryable: true, title: 'Spazio esaurito', remedy: 'Ripetere.' },
});
const problem = problemsOf(ERRORS);

class Ricerca {
  @IsString() testo: string;
  @IsOptional() @IsInt() @Max(10) limite?: number;
}
class Pagina {
  @IsOptional() @Type(() => Number) @IsInt() limit?: number;
}

let bytesRead = 0;

@Controller('rest/prove/v1')
@Public()
class Prove {
  @Get('eco') eco() {
    return { correlation_id: currentCorrelation()?.correlationId };
  }
  @Get('intestazioni') intestazioni(@Headers() headers: Record<string, string>) {
    return headers;
  }
  @Get('pagine') pagine(@Query() pagina: Pagina) {
    return { limit: pagina.limit };
  }
  @Get('pubbliche') @Header('cache-control', 'public, max-age=60') pubbliche() {
    return {};
  }
  @Get('html') @Header('content-type', 'text/html') html() {
    return '<p>';
  }
  @Get('rotte/nota') nota() {
    throw problem('invio_sconosciuto', undefined, { invio: 'x' });
  }
  @Get('rotte/disco') disco() {
    throw problem('disco_pieno', undefined, { retry_after: 7 });
  }
  @Get('rotte/interna') interna() {
    throw new Error('password=segreta at /srv/app.js RSSMRA80A01H501U');
  }
  @Get('rotte/senza-database') senzaDatabase() {
    throw new DatabaseUnavailable('prova');
  }
  @Get('rotte/nest') nest() {
    throw new BadRequestException('what Nest says');
  }
  @Get('rotte/conflitto') conflitto() {
    throw new ConflictException('internal detail');
  }
  @Get('rotte/:id') rotta(@Param('id', ParseUUIDPipe) id: string) {
    return { id };
  }
  @Post('ricerche') ricerche(@Body() ricerca: Ricerca) {
    return { testo: ricerca.testo, classe: ricerca instanceof Ricerca };
  }
}

@Controller('rest/prove/v1/depositi')
@Permits('deposita')
class Depositi {
  @Post()
  @StreamedBody('application/xml', 'text/csv')
  async deposita(@BodyStream() stream: Readable, @CurrentCaller() caller: Caller) {
    let bytes = 0;
    for await (const piece of stream as AsyncIterable<Buffer>) bytes += piece.length;
    bytesRead += bytes;
    return { bytes, ente: caller.ente };
  }
  @Post('json') json(@Body() ricerca: Ricerca) {
    return ricerca;
  }
}

class OneToken extends TokenVerifier {
  override async verify(token: string): Promise<VerifiedIdentity> {
    if (!token.startsWith('good')) throw new InvalidToken('unknown');
    const clientId = token.slice(4) || 'client-1';
    return {
      kind: 'pdnd',
      issuer: 'i',
      clientId,
      subject: clientId,
      jti: 'jti-1',
      purposeId: 'purpose-1',
      consumerId: 'consumer-1',
      expiresAt: 0,
    };
  }
}
class Directory extends CallerDirectory {
  override async findCaller({ clientId, subject, kind }: VerifiedIdentity) {
    return new Caller({ clientId, subject, ente: 'ente-1', ruoli: ['titolare'], identity: kind });
  }
}

@Global()
@Module({ providers: [{ provide: CallerDirectory, useClass: Directory }], exports: [CallerDirectory] })
class DirectoryModule {}

@Module({
  imports: [HealthModule, DirectoryModule, SecurityModule.forApp({ issuers: [] })],
  controllers: [Prove, Depositi, statusController({ domain: 'prove', version: '1.0.0' })],
})
class App {}

describe('the edge of every process', () => {
  let app: NestFastifyApplication;
  let draining: Draining;
  let lines: string[];

  const start = async (env: Record<string, string> = {}) => {
    const settings = readSettings(HTTP_SETTINGS, env);
    const module = await Test.createTestingModule({ imports: [App] })
      .overrideProvider(TokenVerifier)
      .useValue(new OneToken([]))
      .compile();
    app = module.createNestApplication<NestFastifyApplication>(httpAdapter(settings), {
      ...HTTP_APPLICATION_OPTIONS,
      logger: false,
    });
    lines = [];
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    draining = await configureHttp(app, { settings, logger: new Logger({ app: 'prove', destination }) });
    await app.listen(0, '127.0.0.1');
  };
  const http = () => request(app.getHttpServer());

  beforeEach(async () => {
    bytesRead = 0;
    await start();
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

    it('say when to try again', async () => {
      await http().get('/rest/prove/v1/rotte/disco').expect(503).expect('retry-after', '7');
    });

    it('do not repeat what a caller wrongly wrote in the address', async () => {
      const answer = await http().get('/rest/prove/v1/persone/RSSMRA80A01H501U').expect(404);
      expect(answer.text).not.toContain('RSSMRA80A01H501U');
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
      await start({ SNODO_RATE_LIMIT: '3' });
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

  describe('bodies', () => {
    const deposit = () => http().post('/rest/prove/v1/depositi');

    it('reach a deposit as they are, streamed', async () => {
      const body = Buffer.alloc(3_000_000, '<a>');
      const answer = await deposit().set('Authorization', 'Bearer good').type('application/xml').send(body).expect(201);
      expect(answer.body).toEqual({ bytes: 3_000_000, ente: 'ente-1' });
    });

    it('are not read before the caller is known', async () => {
      const answer = await deposit().type('text/csv').send('a;b').expect(401).expect('www-authenticate', 'Bearer');
      expect(answer.body).toMatchObject({ code: 'non_autenticato' });
      expect(bytesRead).toBe(0);
      await http().post('/rest/prove/v1/depositi/json').type('json').send('{not json').expect(401);
    });

    it('too large to be read in vain close the connection after the refusal', async () => {
      const answer = await deposit().type('text/csv').send(Buffer.alloc(1_100_000)).expect(401);
      expect(answer.headers['connection']).toBe('close');
    });

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
          { campo: 'testo', regole: ['isString'] },
          { campo: 'limite', regole: ['max'] },
          { campo: 'cognome', regole: ['whitelistValidation'] },
        ]),
      });
      expect(answer.text).not.toContain('Rossi');
      await search().send('').expect(400);
      await http().get('/rest/prove/v1/pagine?limit=x').expect(422);
      expect((await http().get('/rest/prove/v1/pagine?limit=5').expect(200)).body).toEqual({ limit: 5 });
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
      draining.started = true;
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
