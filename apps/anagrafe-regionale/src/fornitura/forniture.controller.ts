import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { DecidiFornitura } from './decidi-fornitura.js';
import { LeggiForniture } from './leggi-forniture.js';
import { DomandaForniture, MotivoDecisione, RispostaFornitura, RispostaForniture } from './risposta.js';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;
const PROBLEMI = ['fornitura_sconosciuta', 'fornitura_non_sospesa'] as const;

@ApiTags('forniture')
@Permits('conferma_forniture')
@Controller('rest/anagrafe/v1/forniture')
export class FornitureController {
  constructor(
    @Inject(LeggiForniture) private readonly leggi: LeggiForniture,
    @Inject(DecidiFornitura) private readonly decidi: DecidiFornitura,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaForniture',
    summary: 'Le forniture dell’anagrafe del proprio comune',
    description:
      'Dalla più recente, con lo stato. Quante persone fossero già note all’anagrafe regionale non si dice. Lo steward vede quelle di tutti.',
  })
  @ApiResponse({ status: 200, type: RispostaForniture, description: 'Una pagina.' })
  list(@CurrentCaller() caller: Caller, @Query() domanda: DomandaForniture): Promise<RispostaForniture> {
    return this.leggi.page(caller, domanda);
  }

  @Post(':id/conferme')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'confermaFornitura',
    summary: 'Conferma una fornitura sospesa',
    description:
      'Lo fa l’ente che l’ha consegnata, con un motivo che resta agli atti: la fornitura si applica per intero. Rifiutata, non se ne applica altro.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: RispostaFornitura, description: 'La fornitura, in applicazione.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, ...PROBLEMI)
  confirm(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() { motivo }: MotivoDecisione,
  ): Promise<RispostaFornitura> {
    return this.decidi.decide(caller, id, 'conferma', motivo);
  }

  @Post(':id/rifiuti')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'rifiutaFornitura',
    summary: 'Rifiuta una fornitura sospesa',
    description: 'Lo fa l’ente che l’ha consegnata: non se ne applica e non se ne conserva altro.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: RispostaFornitura, description: 'La fornitura, rifiutata.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, ...PROBLEMI)
  refuse(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() { motivo }: MotivoDecisione,
  ): Promise<RispostaFornitura> {
    return this.decidi.decide(caller, id, 'rifiuto', motivo);
  }
}
