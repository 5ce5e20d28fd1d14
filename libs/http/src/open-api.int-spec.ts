import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiOperation,
  ApiParam,
  ApiProperty,
  ApiPropertyOptional,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { describe, expect, it } from '@jest/globals';
import { IsIn } from 'class-validator';
import { defineErrors } from '#libs/contracts';
import { Permits, Public } from '#libs/security';
import { ApiJsonBody, ApiProblems } from './api-decorators.js';
import { StreamedBody } from './body.js';
import { type ApiDescription, buildOpenApi } from './open-api.js';
import { statusController } from './status.js';

const ERRORS = defineErrors({
  invio_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Invio sconosciuto',
    remedy: 'Controllare.',
  },
});

class Ricevuta {
  @ApiProperty({ description: 'Numero.', example: 'R-1', maxLength: 40, pattern: '^R-[0-9]+$' })
  numero: string;
  @ApiProperty({
    description: 'Byte ricevuti.',
    type: 'integer',
    format: 'int64',
    minimum: 0,
    maximum: 2 ** 53,
    example: 1,
  })
  dimensione: number;
  @ApiPropertyOptional({ description: 'Istante.', format: 'date-time', maxLength: 30 })
  ricevuto_il?: string;
}
class Filtro {
  @IsIn(['PS_PSA_SINA'])
  tracciato: string;
}

/** A class that cannot be built here: documents must not need what controllers need to work. */
abstract class Database {}

@ApiTags('invii')
@Controller('rest/prove/v1/invii')
@Permits('deposita')
class Invii {
  constructor(readonly database: Database) {}

  @Post()
  @HttpCode(202)
  @StreamedBody('application/xml', 'text/csv', 'application/json')
  @ApiJsonBody(Ricevuta)
  @ApiQuery({
    name: 'tracciato',
    description: 'Codice del tracciato.',
    required: true,
    schema: { type: 'string', enum: ['PS_PSA_SINA'] },
  })
  @ApiOperation({ operationId: 'depositaInvio', summary: 'Deposita', description: 'Deposita un file.' })
  @ApiResponse({
    status: 202,
    description: 'Ricevuto.',
    type: Ricevuta,
    headers: { Location: { description: 'Dove seguirlo.', schema: { type: 'string', format: 'uri' } } },
  })
  deposita(@Query() _filtro: Filtro): void {}

  @Get(':id')
  @ApiParam({ name: 'id', description: 'Identificativo.', schema: { type: 'string', format: 'uuid' } })
  @ApiOperation({ operationId: 'leggiInvio', summary: 'Legge', description: 'Legge un invio.' })
  @ApiResponse({ status: 200, description: 'L’invio.', type: Ricevuta })
  @ApiProblems(ERRORS, 'invio_sconosciuto')
  leggi(@Param('id', ParseUUIDPipe) _id: string): void {}
}

@ApiTags('tracciati')
@Controller('rest/prove/v1/tracciati')
@Public()
class Tracciati {
  @Get()
  @ApiOperation({ operationId: 'elencaTracciati', summary: 'Elenca', description: 'Elenca i tracciati.' })
  @ApiResponse({ status: 200, description: 'I tracciati.', type: Ricevuta })
  elenca(): void {}
}

@Controller('rest/altro/v1/cose')
@Public()
class Altro {
  @Get() elenca(): void {}
}

const API: ApiDescription = {
  domain: 'prove',
  version: '1.2.0',
  title: 'Snodo: prove',
  summary: 'Prove',
  description: 'API di prova.',
  controllers: [Invii, Tracciati, Altro, statusController({ domain: 'prove', version: '1.2.0' })],
};

type Responses = Record<string, { description: string; headers?: object; content?: object }>;

describe('buildOpenApi', () => {
  it('describes the operations of its base path only, without building their controllers', async () => {
    const document = await buildOpenApi(API);
    expect(Object.keys(document.paths)).toEqual(['/invii', '/invii/{id}', '/tracciati', '/status']);
    expect(document.servers).toEqual([
      { url: 'https://snodo.regione.example/rest/prove/v1', description: 'Server della Regione' },
    ]);
  });

  it('adds to each operation what the edge may answer to it', async () => {
    const { paths } = await buildOpenApi(API);
    const statuses = (operation: { responses: object } | undefined) => Object.keys(operation!.responses);
    expect(statuses(paths['/invii']!.post)).toEqual([
      '202',
      '400',
      '401',
      '403',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
    expect(statuses(paths['/invii/{id}']!.get)).toEqual(['200', '401', '403', '404', '429', '500', '503']);
    expect(statuses(paths['/tracciati']!.get)).toEqual(['200', '429', '500', '503']);
    const { 404: unknown, 429: tooMany } = paths['/invii/{id}']!.get!.responses as unknown as Responses;
    expect(unknown!.description).toContain('`invio_sconosciuto`: Invio sconosciuto');
    expect(unknown!.description).toContain('`risorsa_sconosciuta`');
    expect(unknown!.content).toHaveProperty(['application/problem+json']);
    expect(Object.keys(tooMany!.headers!)).toEqual(
      expect.arrayContaining(['Retry-After', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset']),
    );
  });

  it('says what a body holds: bytes of a file, or the fields of a JSON', async () => {
    const { paths, components } = await buildOpenApi(API);
    const { content } = paths['/invii']!.post!.requestBody as { content: Record<string, { schema: object }> };
    expect(content['text/csv']!.schema).toEqual({ type: 'string', format: 'binary' });
    expect(content['application/json']!.schema).toEqual({ $ref: '#/components/schemas/Ricevuta' });
    expect(components!.schemas).toHaveProperty('Ricevuta');
    expect(JSON.stringify(paths)).not.toContain('x-');
  });

  it('asks for a token exactly where the guard does', async () => {
    const { paths } = await buildOpenApi(API);
    expect(paths['/invii']!.post!.security).toEqual([{ bearer: [] }]);
    expect(paths['/tracciati']!.get!.security).toEqual([]);
  });

  const oracle = join(process.env['SNODO_SHARED'] ?? '../shared', 'oracles/oas');
  const itWithOracle = existsSync(oracle) ? it : it.skip;
  if (!existsSync(oracle)) process.stderr.write(`skipped: no AgID rules in ${oracle}\n`);

  itWithOracle.each(['spectral.yml', 'spectral-full.yml', 'spectral-hub-extra.yml'])(
    'has nothing against the rules of %s',
    async (rules) => {
      const folder = await mkdtemp(join(tmpdir(), 'snodo-oas-'));
      const file = join(folder, 'prove.json');
      await writeFile(file, JSON.stringify(await buildOpenApi(API)));
      const found = await lint(file, join(oracle, rules));
      await rm(folder, { recursive: true });
      expect(found.filter(({ severity }) => severity <= 1)).toEqual([]);
    },
    120_000,
  );
});

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
  /** 0 error, 1 warning, 2 information, 3 hint. */
  readonly severity: number;
}

async function lint(file: string, rules: string): Promise<Finding[]> {
  return new Promise((resolve, reject) => {
    const options = ['node_modules/.bin/spectral', 'lint', file, '-e', 'utf8', '-r', rules, '-f', 'json', '--quiet'];
    execFile(process.execPath, options, { env: { ...process.env, NODE_OPTIONS: '' } }, (_, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout.slice(0, stdout.lastIndexOf(']') + 1)) as Finding[]);
      } catch {
        reject(new Error(`spectral did not answer: ${stderr}`));
      }
    });
  });
}
