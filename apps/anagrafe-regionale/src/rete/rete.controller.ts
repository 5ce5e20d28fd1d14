import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { DomandaLettura } from '../ricerca/domanda.js';
import { ReteDiPersona } from './rete-di-persona.js';
import { DomandaRelazione, RispostaRete } from './risposta.js';
import { ScriviRelazione } from './scrivi-relazione.js';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;
const PROBLEMI = ['finalita_non_ammessa', 'persona_sconosciuta', 'troppe_ricerche', 'persona_non_in_carico'] as const;

@ApiTags('rete')
@Permits('gestisce_prese_in_carico')
@Controller('rest/anagrafe/v1/persone')
export class ReteController {
  constructor(
    @Inject(ReteDiPersona) private readonly rete: ReteDiPersona,
    @Inject(ScriviRelazione) private readonly scrivi: ScriviRelazione,
  ) {}

  @Post(':id/rete')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'leggiRete',
    summary: 'La rete sociale di una persona in carico',
    description:
      'Chi è intorno alla persona senza far parte della sua famiglia anagrafica, come lo ha scritto l’ente che l’ha in carico: nessun altro lo legge. La richiesta resta nel registro degli accessi.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: RispostaRete, description: 'La rete.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, ...PROBLEMI)
  read(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() { finalita }: DomandaLettura,
  ): Promise<RispostaRete> {
    return this.rete.read(caller, id, finalita);
  }

  @Post(':id/rete/relazioni')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'scriviRelazione',
    summary: 'Aggiunge una relazione alla rete sociale',
    description: 'Con «sostituisce» prende il posto di una relazione, che resta nella storia; con «al» la si chiude.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 201, type: RispostaRete, description: 'La rete, con la relazione.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, ...PROBLEMI, 'momento_non_valido')
  write(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaRelazione,
  ): Promise<RispostaRete> {
    return this.scrivi.write(caller, id, domanda);
  }
}
