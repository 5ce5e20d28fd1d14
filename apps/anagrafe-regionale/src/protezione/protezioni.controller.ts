import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { DomandaElencoProtezioni, DomandaFineProtezione, DomandaProtezione } from './domanda.js';
import { LeggiProtezioni } from './leggi-protezioni.js';
import { MettiProtezione } from './metti-protezione.js';
import { RispostaProtezione, RispostaProtezioni } from './risposta.js';
import { TogliProtezione } from './togli-protezione.js';

@ApiTags('protezioni')
@Permits('protegge')
@Controller('rest/anagrafe/v1/protezioni')
export class ProtezioniController {
  constructor(
    @Inject(MettiProtezione) private readonly metti: MettiProtezione,
    @Inject(TogliProtezione) private readonly togli: TogliProtezione,
    @Inject(LeggiProtezioni) private readonly leggi: LeggiProtezioni,
  ) {}

  @Post()
  @HttpCode(201)
  @ApiOperation({
    operationId: 'mettiProtezione',
    summary: 'Protegge una persona',
    description:
      'Da questo momento la persona esiste solo per il proprio ente: per ogni altro è come se non ci fosse, in ogni risposta, e nulla di ciò che accade finché dura si saprà dopo. Ripetuta dà la protezione che c’è. Di chi non si vedeva per altra via si mostra il minimo (profilo `M`), e il responsabile della protezione dei dati del proprio ente lo legge e lo esamina fra gli accessi urgenti, con gli stessi limiti.',
  })
  @ApiResponse({ status: 201, type: RispostaProtezione, description: 'La protezione.' })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    'persona_sconosciuta',
    'identita_non_valida',
    'troppe_ricerche',
    'accessi_urgenti_esauriti',
    'accesso_urgente_da_esaminare',
  )
  set(@CurrentCaller() caller: Caller, @Body() domanda: DomandaProtezione): Promise<RispostaProtezione> {
    return this.metti.set(caller, domanda);
  }

  @Get()
  @ApiOperation({
    operationId: 'elencaProtezioni',
    summary: 'Le protezioni messe dal proprio ente',
    description: 'Anche quelle finite. Quelle degli altri enti non si vedono mai.',
  })
  @ApiResponse({ status: 200, type: RispostaProtezioni, description: 'Una pagina.' })
  list(@CurrentCaller() caller: Caller, @Query() domanda: DomandaElencoProtezioni): Promise<RispostaProtezioni> {
    return this.leggi.page(caller, domanda);
  }

  @Post(':id/fine')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'togliProtezione',
    summary: 'Toglie una protezione',
    description:
      'La persona torna visibile secondo le regole, com’è ora; ciò che è accaduto nel frattempo resta taciuto. Ripetuta con lo stesso motivo risponde lo stesso; finita con un altro, quello resta.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({ status: 200, type: RispostaProtezione, description: 'La protezione, finita.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'protezione_sconosciuta', 'protezione_finita')
  lift(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaFineProtezione,
  ): Promise<RispostaProtezione> {
    return this.togli.lift(caller, id, domanda);
  }
}
