import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { DomandaEstratto } from './domanda.js';
import { EstraiInteressato } from './estrai-interessato.js';
import { RispostaEstratto } from './risposta.js';

@ApiTags('interessati')
@Permits('estrae_interessato')
@Controller('rest/anagrafe/v1/interessati')
export class InteressatiController {
  constructor(@Inject(EstraiInteressato) private readonly estrai: EstraiInteressato) {}

  @Post('estratti')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'estraiInteressato',
    summary: 'I dati di una persona, per risponderle (art. 15)',
    description:
      'Per il titolare che segue la persona: dati, fonti, basi giuridiche, destinatari, chi ha guardato (ente, giorno e finalità, mai il nome di un operatore), le proprie prese in carico. In `testo` la forma da stampare. La richiesta, con il suo protocollo e il codice, resta nel registro degli accessi.',
  })
  @ApiResponse({ status: 200, type: RispostaEstratto, description: 'L’estratto.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'identita_non_valida', 'richiesta_non_riconosciuta', 'persona_sconosciuta')
  extract(@CurrentCaller() caller: Caller, @Body() domanda: DomandaEstratto): Promise<RispostaEstratto> {
    return this.estrai.extract(caller, domanda);
  }
}
