import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { CercaPersone } from './cerca-persone.js';
import { DomandaPersona, DomandaRicerca } from './domanda.js';
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
    summary: 'Cerca una persona per codice, o per nome e nascita',
    description:
      'Per codice; oppure per cognome con la data di nascita, o con l’anno e il comune di residenza. Un operatore ha le persone che gli competono, le più vicine per prime; un sistema la sola che ha indicato per intero, o nessuna. Se la persona è sconosciuta, o non compete a chi chiede, la risposta è la stessa: nessuna. La richiesta resta nel registro degli accessi.',
  })
  @ApiResponse({ status: 200, type: RispostaRicerca, description: 'Le persone trovate.' })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    'finalita_non_ammessa',
    'codice_non_valido',
    'criteri_non_validi',
    'troppe_persone',
    'troppe_ricerche',
  )
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
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'finalita_non_ammessa', 'persona_sconosciuta', 'troppe_ricerche')
  read(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() domanda: DomandaPersona,
  ): Promise<RispostaPersona> {
    return this.leggi.read(caller, id, domanda);
  }
}
