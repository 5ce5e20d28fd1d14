import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { DomandaVerificaIdentita, RispostaVerificaIdentita } from './domanda.js';
import { VerificaIdentita } from './verifica-identita.js';

@ApiTags('persone')
@Permits('consulta_persone')
@Controller('rest/anagrafe/v1/verifiche-identita')
export class VerificheIdentitaController {
  constructor(@Inject(VerificaIdentita) private readonly verifica: VerificaIdentita) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'verificaIdentita',
    summary: 'L’identità è quella di una persona dell’anagrafe?',
    description:
      'Sì o no a codice, cognome, nome e data di nascita insieme, dovunque la persona risieda. «No» è la stessa risposta per chi non esiste, non corrisponde in qualcosa o è protetto. La richiesta resta nel registro degli accessi.',
  })
  @ApiResponse({ status: 200, type: RispostaVerificaIdentita, description: 'La risposta.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'finalita_non_ammessa', 'identita_non_valida', 'troppe_ricerche')
  verify(@CurrentCaller() caller: Caller, @Body() domanda: DomandaVerificaIdentita): Promise<RispostaVerificaIdentita> {
    return this.verifica.verify(caller, domanda);
  }
}
