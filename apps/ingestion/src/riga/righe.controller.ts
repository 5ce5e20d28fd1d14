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
import { DomandaRighe } from '../domanda.js';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { RispostaPaginaRighe } from '../risposta-righe.js';
import { LeggiRighe } from './leggi-righe.js';
import { TESTA_RIGHE, righeAsCsv } from './righe-csv.js';

@ApiTags('righe')
@ApiExtraModels(RispostaPaginaRighe)
@Permits('consulta_invii')
@Controller('rest/esiti/v1/invii/:id/righe')
export class RigheController {
  constructor(@Inject(LeggiRighe) private readonly leggi: LeggiRighe) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaRighe',
    summary: 'Righe di un invio: dove sono, e che cosa ne dice INPS',
    description:
      'In ordine di documento, a pagine in JSON oppure tutte insieme in CSV. Vuoto finché l’invio non è concluso.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({
    status: 200,
    description: 'Le righe.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(RispostaPaginaRighe) } },
      'text/csv': { schema: { type: 'string', maxLength: 2_147_483_647 } },
    },
  })
  @ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto', 'parametro_non_valido')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) id: string,
    @Query() { formato, stato, silente, cursor, limit }: DomandaRighe,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RispostaPaginaRighe | StreamableFile> {
    const scelta = { stato, silenti: silente === 'true' };
    if (!wantsCsv(formato, accept)) return this.leggi.page(caller, id, { ...scelta, cursor, limit });
    return csvFile(reply, `righe-${id}.csv`, TESTA_RIGHE, this.leggi.all(caller, id, scelta), righeAsCsv);
  }
}
