import {
  Controller,
  Get,
  Headers,
  Inject,
  Param,
  ParseUUIDPipe,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiParam, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { csvFile, wantsCsv } from '../csv.js';
import { DomandaElenco } from '../domanda.js';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { RispostaPaginaRilievi } from '../risposta.js';
import { LeggiRilievi } from './leggi-rilievi.js';
import { TESTA_RILIEVI, rilieviAsCsv } from './rilievi-csv.js';

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
    @Query() { cursor, limit, formato }: DomandaElenco,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RispostaPaginaRilievi | StreamableFile> {
    if (!wantsCsv(formato, accept)) return this.leggi.page(caller, id, cursor, limit);
    return csvFile(reply, `rilievi-${id}.csv`, TESTA_RILIEVI, this.leggi.all(caller, id), rilieviAsCsv);
  }
}
