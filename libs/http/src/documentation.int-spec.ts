import { Controller, Get, Module } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { defineErrors } from '#libs/contracts';
import { Public } from '#libs/security';
import { readSettings } from '#libs/settings';
import { httpAdapter } from './adapter.js';
import { HTTP_APPLICATION_OPTIONS, configureHttp } from './configure-http.js';
import { errorsHtml, errorsMarkdown } from './errors-page.js';
import type { ApiDescription } from './open-api.js';
import { HTTP_SETTINGS } from './settings.js';

class Cosa {
  @ApiProperty({ description: 'Nome.', example: 'a' })
  nome: string;
}

@ApiTags('cose')
@Controller('rest/prove/v2/cose')
@Public()
class Cose {
  @Get()
  @ApiOperation({ operationId: 'leggi', summary: 'Legge', description: 'Legge.' })
  @ApiResponse({ status: 200, description: 'La cosa.', type: Cosa })
  leggi(): Cosa {
    return { nome: 'a' };
  }
}

@Module({ controllers: [Cose] })
class App {}

const ERRORS = defineErrors({
  cosa_rotta: {
    status: 409,
    fault: 'upstream',
    retryable: true,
    title: 'Rotta <b>',
    remedy: 'Aggiustare & riprovare.',
  },
});
const API: ApiDescription = {
  domain: 'prove',
  version: '2.1.0',
  title: 'Snodo: prove',
  summary: 'Prove',
  description: 'Prove.',
  controllers: [Cose],
};

describe('the documentation that a process serves', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    const settings = readSettings(HTTP_SETTINGS, { SNODO_PUBLIC_URL: 'http://127.0.0.1:3009' });
    const module = await Test.createTestingModule({ imports: [App] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(httpAdapter(settings), {
      ...HTTP_APPLICATION_OPTIONS,
      logger: false,
    });
    await configureHttp(app, { settings, apis: [API], errors: [{ title: 'prove', table: ERRORS }] });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());
  const http = () => request(app.getHttpServer());

  it('has the OpenAPI document, with the address of this installation', async () => {
    const { body } = await http().get('/rest/prove/v2/openapi.json').expect(200).expect('content-type', /json/);
    expect(body).toMatchObject({
      openapi: '3.0.3',
      servers: [{ url: 'http://127.0.0.1:3009/rest/prove/v2', 'x-sandbox': true }],
      paths: { '/cose': { get: { operationId: 'leggi' } } },
    });
  });

  it('has a page to read and try it, whose parts all come from here and need no inline script', async () => {
    const { text, headers } = await http().get('/rest/prove/v2/documentazione').expect(200);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source!);
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      const path = new URL(source, 'http://x/rest/prove/v2/documentazione');
      expect({ source, host: path.host }).toEqual({ source, host: 'x' });
      await http().get(path.pathname).expect(200);
    }
    expect(text).not.toMatch(/<script>[^<]/);
  });

  it('leads who comes without a path to the index, and has the terms that its documents name', async () => {
    await http().get('/').expect(302).expect('location', '/documentazione');
    const { body } = (await http().get('/rest/prove/v2/openapi.json')) as {
      body: { info: { termsOfService: string } };
    };
    await http()
      .get(new URL(body.info.termsOfService).pathname)
      .expect(200)
      .expect(/Condizioni d’uso/);
  });

  it('has an index and the page of errors to which every problem points', async () => {
    await http()
      .get('/documentazione')
      .expect(200)
      .expect(/href="\/rest\/prove\/v2\/documentazione"/);
    const { body } = (await http().get('/rest/prove/v2/nulla').expect(404)) as { body: { type: string } };
    const page = await http().get('/documentazione/errori').expect(200);
    expect(body.type).toBe('http://127.0.0.1:3009/documentazione/errori#risorsa_sconosciuta');
    expect(page.text).toContain('id="risorsa_sconosciuta"');
    expect(page.text).toContain('<dt><code>giorno</code></dt><dd>un giorno che esiste, AAAA-MM-GG</dd>');
    expect(page.text).toContain('id="cosa_rotta"');
  });
});

describe('the page of errors', () => {
  const sections = [{ title: 'prove', table: ERRORS }];

  it('says of each code what happened, what to do, who must act and whether to repeat', () => {
    expect(errorsMarkdown(sections)).toContain(
      '## prove\n\n### cosa_rotta\n\n**Rotta <b>** (409)\n\nAggiustare & riprovare.\n\n' +
        'Deve rimediare: un servizio esterno (PDND, INPS). Ripetere la stessa richiesta può riuscire.\n',
    );
  });

  it('is the same as HTML, where texts stay texts', () => {
    expect(errorsHtml(sections)).toContain('<strong>Rotta &lt;b&gt;</strong> (409)</p><p>Aggiustare &amp; riprovare.');
  });
});
