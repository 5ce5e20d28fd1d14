import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { ApriSottoscrizione } from './apri-sottoscrizione.js';
import { ChiudiSottoscrizione } from './chiudi-sottoscrizione.js';
import { DomandaSottoscrizioni, RichiestaSottoscrizione } from './domanda.js';
import { LeggiSottoscrizioni } from './leggi-sottoscrizioni.js';
import { RispostaSottoscrizione, RispostaSottoscrizioni } from './risposta.js';

const ID = ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } });

@ApiTags('sottoscrizioni')
@Permits('sottoscrive')
@Controller('rest/anagrafe/v1/sottoscrizioni')
export class SottoscrizioniController {
  constructor(
    @Inject(ApriSottoscrizione) private readonly apri: ApriSottoscrizione,
    @Inject(LeggiSottoscrizioni) private readonly leggi: LeggiSottoscrizioni,
    @Inject(ChiudiSottoscrizione) private readonly chiudi: ChiudiSottoscrizione,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'apriSottoscrizione',
    summary: 'Chiede di sapere quando qualcosa di una persona cambia',
    description:
      'Solo di chi si può vedere adesso. Cessa da sola quando la persona non compete più a chi chiede. Ripetuta per la stessa persona e pratica, la rinnova. La richiesta resta nel registro degli accessi.',
  })
  @ApiResponse({ status: 201, type: RispostaSottoscrizione, description: 'La sottoscrizione.' })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    'finalita_non_ammessa',
    'persona_sconosciuta',
    'pratica_non_ammessa',
    'scadenza_non_ammessa',
    'famiglia_non_visibile',
  )
  open(@CurrentCaller() caller: Caller, @Body() richiesta: RichiestaSottoscrizione): Promise<RispostaSottoscrizione> {
    return this.apri.open(caller, richiesta);
  }

  @Get()
  @ApiOperation({
    operationId: 'elencaSottoscrizioni',
    summary: 'Le sottoscrizioni del proprio ente',
    description: 'Anche cessate.',
  })
  @ApiResponse({ status: 200, type: RispostaSottoscrizioni, description: 'Una pagina.' })
  list(
    @CurrentCaller() caller: Caller,
    @Query() { cursor, limit }: DomandaSottoscrizioni,
  ): Promise<RispostaSottoscrizioni> {
    return this.leggi.page(caller, cursor, limit);
  }

  @Get(':id')
  @ID
  @ApiOperation({ operationId: 'leggiSottoscrizione', summary: 'Una sottoscrizione', description: 'Del proprio ente.' })
  @ApiResponse({ status: 200, type: RispostaSottoscrizione, description: 'La sottoscrizione.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'sottoscrizione_sconosciuta')
  read(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<RispostaSottoscrizione> {
    return this.leggi.one(caller, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ID
  @ApiOperation({
    operationId: 'chiudiSottoscrizione',
    summary: 'Chiude una sottoscrizione',
    description: 'Le notifiche già numerate restano leggibili.',
  })
  @ApiResponse({ status: 204, description: 'Chiusa.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'sottoscrizione_sconosciuta')
  async close(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    await this.chiudi.close(caller, id);
  }
}
