import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { CercaPersone } from './cerca-persone.js';
import { DomandaLettura, DomandaRicerca } from './domanda.js';
import { LeggiPersona } from './leggi-persona.js';
import { RispostaPersona, RispostaRicerca } from './risposta.js';

@ApiTags('persone')
@Permits('consulta_persone')
@Controller('rest/anagrafe/v1/persone')
export class PersoneController {
  constructor(
    @Inject(CercaPersone) private readonly cerca: CercaPersone,
    @Inject(LeggiPersona) private readonly leggi: LeggiPersona,
  ) {}

  @Post('ricerche')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'cercaPersone',
    summary: 'Cerca una persona per codice fiscale',
    description:
      'Risponde con le persone che competono a chi chiede. Se il codice è sconosciuto, o la persona non gli compete, la risposta è la stessa: nessuna. La richiesta resta nel registro degli accessi.',
  })
  @ApiResponse({ status: 200, type: RispostaRicerca, description: 'Le persone trovate.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'finalita_non_ammessa', 'codice_non_valido')
  search(@CurrentCaller() caller: Caller, @Body() domanda: DomandaRicerca): Promise<RispostaRicerca> {
    return this.cerca.search(caller, domanda);
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'leggiPersona',
    summary: 'Una persona',
    description: 'Con le stesse regole della ricerca. La richiesta resta nel registro degli accessi.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({ status: 200, type: RispostaPersona, description: 'La persona.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'finalita_non_ammessa', 'persona_sconosciuta')
  read(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() { finalita }: DomandaLettura,
  ): Promise<RispostaPersona> {
    return this.leggi.read(caller, id, finalita);
  }
}
