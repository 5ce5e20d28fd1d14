import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { Annulla } from './annulla.js';
import { ConfermaProposta } from './conferma-proposta.js';
import { DomandaAnnullamento, DomandaDecisioni } from './domanda.js';
import { LeggiDecisioni } from './leggi-decisioni.js';
import { RispostaDecisione, RispostaDecisioni, RispostaProposte } from './risposta-decisioni.js';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;

@ApiTags('riesame')
@Permits('riesamina_duplicati')
@Controller('rest/anagrafe/v1')
export class DecisioniRiesameController {
  constructor(
    @Inject(LeggiDecisioni) private readonly leggi: LeggiDecisioni,
    @Inject(Annulla) private readonly annulla: Annulla,
    @Inject(ConfermaProposta) private readonly conferma: ConfermaProposta,
  ) {}

  @Get('decisioni-riesame')
  @ApiOperation({
    operationId: 'elencaDecisioniRiesame',
    summary: 'Le decisioni prese su persone affidate a chi chiede',
    description: 'Unioni, separazioni, distinzioni e annullamenti, con chi, quando e perché. Senza nomi.',
  })
  @ApiResponse({ status: 200, type: RispostaDecisioni, description: 'Una pagina.' })
  list(@CurrentCaller() caller: Caller, @Query() domanda: DomandaDecisioni): Promise<RispostaDecisioni> {
    return this.leggi.page(caller, domanda);
  }

  @Post('decisioni-riesame/:id/annullamenti')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'annullaDecisioneRiesame',
    summary: 'Annulla una decisione',
    description:
      'Di una persona aperta: con la `revisione` della sua apertura, solo se è ancora com’era. I record mossi tornano dov’erano, se sono ancora dove la decisione li mise; ciò che è arrivato dopo si giudica di nuovo. Anche un annullamento si annulla. Oltre `SNODO_RIESAME_RECORD_DA_CONFERMARE` record lo conferma un’altra persona.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 201, type: RispostaDecisione, description: 'La decisione, o la proposta da confermare.' })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    'decisione_sconosciuta',
    'riesame_non_aperto',
    'riesame_superato',
    'decisione_superata',
    'persone_distinte',
  )
  undo(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaAnnullamento,
  ): Promise<RispostaDecisione> {
    return this.annulla.undo(caller, id, domanda);
  }

  @Get('proposte-riesame')
  @ApiOperation({
    operationId: 'elencaProposteRiesame',
    summary: 'Le separazioni e gli annullamenti da confermare',
    description: 'Riguardano persone affidate a chi chiede, e valgono sette giorni.',
  })
  @ApiResponse({ status: 200, type: RispostaProposte, description: 'Una pagina.' })
  waiting(@CurrentCaller() caller: Caller, @Query() domanda: DomandaDecisioni): Promise<RispostaProposte> {
    return this.leggi.waiting(caller, domanda);
  }

  @Post('proposte-riesame/:id/conferme')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'confermaPropostaRiesame',
    summary: 'Conferma ciò che un’altra persona propone',
    description: 'La esegue. Con un altro client, e dopo avere aperto la persona.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 201, type: RispostaDecisione, description: 'La decisione.' })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    'proposta_sconosciuta',
    'conferma_di_un_altro',
    'riesame_non_aperto',
    'record_estranei',
    'record_tutti',
    'decisione_superata',
  )
  confirm(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<RispostaDecisione> {
    return this.conferma.confirm(caller, id);
  }
}
