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
import { FILE_TABELLA } from '../campi-risposta.js';
import { DomandaRighe } from '../domanda.js';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { RispostaPaginaRighe } from '../risposta-righe.js';
import { tableFile, wantedForm } from '../tabella.js';
import { LeggiRighe } from './leggi-righe.js';
import { TABELLA_RIGHE } from './tabella-righe.js';

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
      'In ordine di documento, a pagine in JSON oppure tutte insieme in CSV o XLSX. Vuoto finché l’invio non è concluso.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({
    status: 200,
    description: 'Le righe.',
    content: { 'application/json': { schema: { $ref: getSchemaPath(RispostaPaginaRighe) } }, ...FILE_TABELLA },
  })
  @ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto', 'parametro_non_valido')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) id: string,
    @Query() { formato, stato, silente, scaduta, cursor, limit }: DomandaRighe,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RispostaPaginaRighe | StreamableFile> {
    const scelta = { stato, silenti: silente === 'true', scadute: scaduta === 'true' };
    const forma = wantedForm(formato, accept);
    if (forma === 'json') return this.leggi.page(caller, id, { ...scelta, cursor, limit });
    return tableFile(reply, `righe-${id}`, forma, TABELLA_RIGHE, this.leggi.all(caller, id, scelta));
  }
}
