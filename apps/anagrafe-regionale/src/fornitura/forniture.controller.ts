import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { DecidiFornitura } from './decidi-fornitura.js';
import { LeggiAssenze } from './leggi-assenze.js';
import { LeggiForniture } from './leggi-forniture.js';
import { DomandaAssenze, RispostaAssenze } from './risposta-assenze.js';
import { DomandaForniture, MotivoDecisione, RispostaFornitura, RispostaForniture } from './risposta.js';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;
const PROBLEMI = ['fornitura_sconosciuta', 'fornitura_non_sospesa'] as const;

@ApiTags('forniture')
@Permits('conferma_forniture')
@Controller('rest/anagrafe/v1/forniture')
export class FornitureController {
  constructor(
    @Inject(LeggiForniture) private readonly leggi: LeggiForniture,
    @Inject(LeggiAssenze) private readonly assenze: LeggiAssenze,
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

  @Get(':id/non-piu-dichiarate')
  @ApiOperation({
    operationId: 'elencaNonPiuDichiarate',
    summary: 'Chi manca da una fornitura completa',
    description:
      'Le persone che il comune aveva dichiarato sue residenti, che questa fornitura completa non nomina e che non ha più nominato: la matricola e la riga con cui le ha dette, e null’altro. Mancare non è morire né andarsene: nulla cambia, finché il comune non dice l’evento. Si dicono al solo comune, e solo le persone seguite da un suo servizio, o tutte con un atto che dà alla Regione l’intera popolazione. Di una fornitura sospesa dice chi mancherebbe.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: RispostaAssenze, description: 'Una pagina.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'fornitura_sconosciuta')
  absent(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() domanda: DomandaAssenze,
  ): Promise<RispostaAssenze> {
    return this.assenze.page(caller, id, domanda);
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
