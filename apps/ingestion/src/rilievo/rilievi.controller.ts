import { Readable } from 'node:stream';
import { Controller, Get, Headers, Inject, Param, ParseUUIDPipe, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiParam, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { DomandaRilievi } from '../domanda.js';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { RispostaPaginaRilievi } from '../risposta.js';
import { LeggiRilievi, type RilievoLetto } from './leggi-rilievi.js';
import { headOfCsv, linesOfCsv } from './rilievi-csv.js';

const RILIEVI_PER_PAGINA_CSV = 1000;

@ApiTags('rilievi')
@ApiExtraModels(RispostaPaginaRilievi)
@Permits('consulta_invii')
@Controller('rest/esiti/v1/invii/:id/rilievi')
export class RilieviController {
  constructor(@Inject(LeggiRilievi) private readonly leggi: LeggiRilievi) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaRilievi',
    summary: 'Rilievi di un invio',
    description: 'In ordine di documento, a pagine in JSON oppure tutti insieme in CSV.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({
    status: 200,
    description: 'I rilievi.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(RispostaPaginaRilievi) } },
      'text/csv': { schema: { type: 'string', maxLength: 2_147_483_647 } },
    },
  })
  @ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto', 'parametro_non_valido')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) id: string,
    @Query() { cursor, limit, formato }: DomandaRilievi,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RispostaPaginaRilievi | StreamableFile> {
    const csv = formato === undefined ? /\btext\/csv\b/.test(accept ?? '') : formato === 'csv';
    if (!csv) return this.leggi.page(caller, id, cursor, limit);
    const pages = this.leggi.all(caller, id, RILIEVI_PER_PAGINA_CSV);
    // The first page before the first byte of the answer: an unknown invio is still a 404.
    const first = await pages.next();
    void reply.header('content-disposition', `attachment; filename="rilievi-${id}.csv"`);
    return new StreamableFile(Readable.from(csvOf(first.value ?? [], pages), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
    });
  }
}

async function* csvOf(first: RilievoLetto[], others: AsyncGenerator<RilievoLetto[]>): AsyncGenerator<string> {
  yield headOfCsv();
  yield linesOfCsv(first);
  for await (const page of others) yield linesOfCsv(page);
}
