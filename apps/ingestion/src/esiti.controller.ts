import { Controller, Get, Inject, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { DomandaPagina } from './domanda.js';
import { INGESTION_ERRORS } from './ingestion.errors.js';
import { LeggiInvii } from './invio/leggi-invii.js';
import { LeggiRiga } from './riga/leggi-riga.js';
import { RispostaInvioConStati, RispostaPaginaInvii } from './risposta.js';
import { RispostaRiga } from './risposta-righe.js';

/** An id that is not even a UUID is of something that does not exist. */
const ID = new ParseUUIDPipe({ errorHttpStatusCode: 404 });
const PARAM_ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;

@Permits('consulta_invii')
@Controller('rest/esiti/v1')
export class EsitiController {
  constructor(
    @Inject(LeggiInvii) private readonly invii: LeggiInvii,
    @Inject(LeggiRiga) private readonly righe: LeggiRiga,
  ) {}

  @Get('invii')
  @ApiTags('invii')
  @ApiOperation({ operationId: 'elencaInvii', summary: 'Invii del proprio ente', description: 'Dal più recente.' })
  @ApiResponse({ status: 200, type: RispostaPaginaInvii, description: 'Una pagina.' })
  @ApiProblems(INGESTION_ERRORS, 'parametro_non_valido')
  list(@CurrentCaller() caller: Caller, @Query() { cursor, limit }: DomandaPagina): Promise<RispostaPaginaInvii> {
    return this.invii.page(caller, cursor, limit);
  }

  @Get('invii/:id')
  @ApiTags('invii')
  @ApiOperation({
    operationId: 'leggiEsitoInvio',
    summary: 'Esito di un invio',
    description: 'Con le righe per stato.',
  })
  @ApiParam(PARAM_ID)
  @ApiResponse({ status: 200, type: RispostaInvioConStati, description: 'L’invio.' })
  @ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto')
  readInvio(@CurrentCaller() caller: Caller, @Param('id', ID) id: string): Promise<RispostaInvioConStati> {
    return this.invii.one(caller, id);
  }

  @Get('righe/:id')
  @ApiTags('righe')
  @ApiOperation({
    operationId: 'seguiRiga',
    summary: 'Dove si trova una riga',
    description: 'Lo stato attuale e ogni passo con il suo istante, fino alle risposte di INPS.',
  })
  @ApiParam(PARAM_ID)
  @ApiResponse({ status: 200, type: RispostaRiga, description: 'La riga.' })
  @ApiProblems(INGESTION_ERRORS, 'riga_sconosciuta')
  readRiga(@CurrentCaller() caller: Caller, @Param('id', ID) id: string): Promise<RispostaRiga> {
    return this.righe.follow(caller, id) as Promise<RispostaRiga>;
  }
}
