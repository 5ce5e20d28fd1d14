import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { ApriAccessoUrgente } from './apri-accesso-urgente.js';
import { DomandaAccessoUrgente, DomandaElencoUrgenti, DomandaEsame } from './domanda.js';
import { EsaminaAccessoUrgente } from './esamina-accesso-urgente.js';
import { LeggiAccessiUrgenti } from './leggi-accessi-urgenti.js';
import { RispostaAvvisi, RispostaEsame, RispostaUrgente } from './risposta.js';

@ApiTags('accessi-urgenti')
@Permits('consulta_accessi')
@Controller('rest/anagrafe/v1/accessi-urgenti')
export class AccessiUrgentiController {
  constructor(
    @Inject(ApriAccessoUrgente) private readonly apri: ApriAccessoUrgente,
    @Inject(LeggiAccessiUrgenti) private readonly leggi: LeggiAccessiUrgenti,
    @Inject(EsaminaAccessoUrgente) private readonly esamina: EsaminaAccessoUrgente,
  ) {}

  @Post()
  @HttpCode(201)
  @Permits('accede_con_urgenza')
  @ApiOperation({
    operationId: 'apriAccessoUrgente',
    summary: 'Apre una persona con urgenza',
    description:
      'Per chi è in pericolo e non si vede secondo le regole: una persona, un operatore, 24 ore. Il comune di residenza e il suo responsabile della protezione dei dati lo leggono subito, e va esaminato. Finalità: `tutela_urgente`.',
  })
  @ApiResponse({ status: 201, type: RispostaUrgente, description: 'La persona.' })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    'finalita_non_ammessa',
    'codice_non_valido',
    'persona_sconosciuta',
    'accessi_urgenti_esauriti',
    'accesso_urgente_da_esaminare',
  )
  open(@CurrentCaller() caller: Caller, @Body() domanda: DomandaAccessoUrgente): Promise<RispostaUrgente> {
    return this.apri.open(caller, domanda);
  }

  @Get()
  @ApiOperation({
    operationId: 'elencaAccessiUrgenti',
    summary: 'Gli accessi urgenti che riguardano il proprio ente',
    description:
      'Quelli chiesti dal proprio ente, quelli alle persone che risiedevano nel proprio comune, i tentativi su chi il proprio ente protegge, e le protezioni che il proprio ente ha messo su chi non vedeva per altra via.',
  })
  @ApiResponse({ status: 200, type: RispostaAvvisi, description: 'Una pagina.' })
  list(@CurrentCaller() caller: Caller, @Query() domanda: DomandaElencoUrgenti): Promise<RispostaAvvisi> {
    return this.leggi.page(caller, domanda);
  }

  @Post(':id/esami')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'esaminaAccessoUrgente',
    summary: 'Esamina un accesso urgente',
    description:
      'Una volta sola: il responsabile della protezione dei dati, o il comune di residenza. Mai chi l’ha chiesto. Se non era giustificato, finisce anche la protezione messa così.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({ status: 201, type: RispostaEsame, description: 'L’esame.' })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    'accesso_urgente_sconosciuto',
    'accesso_urgente_esaminato',
    'esame_non_consentito',
  )
  examine(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaEsame,
  ): Promise<RispostaEsame> {
    return this.esamina.examine(caller, id, domanda);
  }
}
