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
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { FILE_TABELLA } from '../campi-risposta.js';
import { tableFile, wantedForm } from '../tabella.js';
import { DomandaRilievi } from './domanda-rilievi.js';
import { LeggiRegole } from './leggi-regole.js';
import { LeggiRilievi } from './leggi-rilievi.js';
import { RispostaPaginaRilievi, RispostaRegole } from './risposta-rilievi.js';
import { TABELLA_RILIEVI } from './tabella-rilievi.js';

const ID = new ParseUUIDPipe({ errorHttpStatusCode: 404 });
const PARAM_ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;

@ApiTags('rilievi')
@ApiExtraModels(RispostaPaginaRilievi)
@Permits('consulta_invii')
@Controller('rest/esiti/v1/invii/:id/rilievi')
export class RilieviController {
  constructor(
    @Inject(LeggiRilievi) private readonly leggi: LeggiRilievi,
    @Inject(LeggiRegole) private readonly regole: LeggiRegole,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaRilievi',
    summary: 'Rilievi di un invio',
    description:
      'In ordine di documento, a pagine in JSON oppure tutti insieme in CSV o XLSX. Il valore è intero per l’ente che ha inviato e per quello ' +
      'erogatore della riga, nascosto per chiunque altro.',
  })
  @ApiParam(PARAM_ID)
  @ApiResponse({
    status: 200,
    description: 'I rilievi.',
    content: { 'application/json': { schema: { $ref: getSchemaPath(RispostaPaginaRilievi) } }, ...FILE_TABELLA },
  })
  @ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto', 'parametro_non_valido')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('id', ID) id: string,
    @Query() { cursor, limit, formato, ...scelta }: DomandaRilievi,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RispostaPaginaRilievi | StreamableFile> {
    const forma = wantedForm(formato, accept);
    if (forma === 'json') return this.leggi.page(caller, id, { ...scelta, cursor, limit });
    return tableFile(reply, `rilievi-${id}`, forma, TABELLA_RILIEVI, this.leggi.all(caller, id, scelta));
  }

  @Get('regole')
  @ApiOperation({
    operationId: 'elencaRegoleInfrante',
    summary: 'Rilievi di un invio, regola per regola',
    description:
      'Quanti rilievi e quante righe per ogni regola, con il rimedio, il primo posto in cui si trova e la pagina che la spiega; prima gli errori, ' +
      'poi ciò che riguarda più righe.',
  })
  @ApiParam(PARAM_ID)
  @ApiResponse({ status: 200, type: RispostaRegole, description: 'Le regole infrante.' })
  @ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto')
  async rules(@CurrentCaller() caller: Caller, @Param('id', ID) id: string): Promise<RispostaRegole> {
    return { items: (await this.regole.read(caller, id)) as RispostaRegole['items'] };
  }
}
