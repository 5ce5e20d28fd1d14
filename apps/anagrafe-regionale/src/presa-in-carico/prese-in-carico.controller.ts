import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { ApriPresaInCarico } from './apri-presa-in-carico.js';
import { ChiudiPresaInCarico } from './chiudi-presa-in-carico.js';
import { DomandaApertura, DomandaChiusura, DomandaElenco } from './domanda.js';
import { LeggiPreseInCarico } from './leggi-prese-in-carico.js';
import { RispostaPresaInCarico, RispostaPreseInCarico } from './risposta.js';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;

@ApiTags('prese-in-carico')
@Permits('gestisce_prese_in_carico')
@Controller('rest/anagrafe/v1/prese-in-carico')
export class PreseInCaricoController {
  constructor(
    @Inject(ApriPresaInCarico) private readonly apri: ApriPresaInCarico,
    @Inject(ChiudiPresaInCarico) private readonly chiudi: ChiudiPresaInCarico,
    @Inject(LeggiPreseInCarico) private readonly leggi: LeggiPreseInCarico,
  ) {}

  @Post()
  @HttpCode(201)
  @ApiOperation({
    operationId: 'apriPresaInCarico',
    summary: 'Apre una presa in carico',
    description:
      'Su una persona che il proprio ente vede. Finché è aperta, e per i giorni di grazia dopo la chiusura, l’ente continua a vederla, anche se cambia residenza. Ripetuta uguale dà la stessa presa in carico.',
  })
  @ApiResponse({ status: 201, type: RispostaPresaInCarico, description: 'La presa in carico.' })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    'persona_sconosciuta',
    'presa_in_carico_non_ammessa',
    'riferimento_con_codice',
    'riferimento_gia_usato',
    'giorno_non_valido',
  )
  open(@CurrentCaller() caller: Caller, @Body() domanda: DomandaApertura): Promise<RispostaPresaInCarico> {
    return this.apri.open(caller, domanda);
  }

  @Get()
  @ApiOperation({
    operationId: 'elencaPreseInCarico',
    summary: 'Le prese in carico del proprio ente',
    description: 'Dalla più recente. Quelle degli altri enti non si vedono mai.',
  })
  @ApiResponse({ status: 200, type: RispostaPreseInCarico, description: 'Una pagina.' })
  list(@CurrentCaller() caller: Caller, @Query() domanda: DomandaElenco): Promise<RispostaPreseInCarico> {
    return this.leggi.page(caller, domanda);
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'leggiPresaInCarico',
    summary: 'Una presa in carico',
    description: 'Solo se è del proprio ente.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: RispostaPresaInCarico, description: 'La presa in carico.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'presa_in_carico_sconosciuta')
  read(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<RispostaPresaInCarico> {
    return this.leggi.one(caller, id);
  }

  @Post(':id/chiusura')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'chiudiPresaInCarico',
    summary: 'Chiude una presa in carico',
    description: 'La persona si vede ancora per i giorni di grazia. Ripetuta uguale dà la stessa risposta.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: RispostaPresaInCarico, description: 'La presa in carico, chiusa.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'presa_in_carico_sconosciuta', 'presa_in_carico_chiusa', 'giorno_non_valido')
  close(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaChiusura,
  ): Promise<RispostaPresaInCarico> {
    return this.chiudi.close(caller, id, domanda);
  }
}
