import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS, anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import { DomandaLettura } from '../ricerca/domanda.js';
import { parseFinalita } from '../visibilita/finalita.js';
import { ChiediAggiornamento } from './chiedi-aggiornamento.js';
import { RispostaAggiornamento } from './risposta.js';

const LOCATION = {
  description: 'Dove si legge la persona, con ciò che le altre anagrafi ne hanno detto.',
  schema: { type: 'string', format: 'uri-reference', maxLength: 200 },
} as const;

@ApiTags('persone')
@Permits('aggiorna_persone')
@Controller('rest/anagrafe/v1/persone')
export class AggiornamentiController {
  constructor(
    @Inject(ChiediAggiornamento) private readonly chiedi: ChiediAggiornamento,
    @Inject(GuardaPersona) private readonly guarda: GuardaPersona,
  ) {}

  @Post(':id/aggiornamenti')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'chiediAggiornamento',
    summary: 'Chiede alle altre anagrafi di una persona',
    description:
      'Le altre anagrafi (ANPR, anagrafe sanitaria) sono interrogate appena possibile, entro le soglie che concedono; ciò che dicono si legge poi nella persona. La richiesta resta nel registro degli accessi.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({
    status: 202,
    type: RispostaAggiornamento,
    description: 'La richiesta è accolta.',
    headers: { Location: LOCATION },
  })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    'finalita_non_ammessa',
    'persona_sconosciuta',
    'aggiornamenti_non_attivi',
    'troppi_aggiornamenti',
  )
  async request(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaLettura,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RispostaAggiornamento> {
    const finalita = parseFinalita(domanda.finalita, caller.ruoli);
    if (finalita === undefined) {
      await this.guarda.refuse(caller, { verbo: 'lettura' });
      throw anagrafeProblem('finalita_non_ammessa');
    }
    const risposta = await this.chiedi.request(caller, id, finalita);
    void reply.header('location', `/rest/anagrafe/v1/persone/${id}?finalita=${finalita}`);
    return risposta;
  }
}
