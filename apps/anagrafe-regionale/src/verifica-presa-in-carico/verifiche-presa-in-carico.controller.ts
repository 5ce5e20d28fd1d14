import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { DomandaVerifica } from './domanda.js';
import { RispostaVerifica } from './risposta.js';
import { VerificaPresaInCarico } from './verifica-presa-in-carico.js';

@ApiTags('prese-in-carico')
@Permits('verifica_presa_in_carico')
@Controller('rest/anagrafe/v1/verifiche-presa-in-carico')
export class VerifichePresaInCaricoController {
  constructor(@Inject(VerificaPresaInCarico) private readonly verifica: VerificaPresaInCarico) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'verificaPresaInCarico',
    summary: 'Un altro ente ha in carico la persona?',
    description:
      'Sì o no, senza dire chi, per una persona di cui si conoscono codice, cognome e data di nascita. «No» è la stessa risposta per chi non è seguito da nessuno, non esiste, non corrisponde o è protetto. La richiesta resta nel registro degli accessi.',
  })
  @ApiResponse({ status: 200, type: RispostaVerifica, description: 'La risposta.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'finalita_non_ammessa', 'identita_non_valida', 'troppe_ricerche')
  verify(@CurrentCaller() caller: Caller, @Body() domanda: DomandaVerifica): Promise<RispostaVerifica> {
    return this.verifica.verify(caller, domanda);
  }
}
