import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { INPS_GATEWAY_ERRORS } from '../inps-gateway.errors.js';
import { RichiestaModalita } from '../domanda.js';
import { RispostaModalita, RispostaScelta } from '../risposta.js';
import { LeggiModalita } from './leggi-modalita.js';
import { ScegliModalita } from './scegli-modalita.js';

@ApiTags('modalita')
@Controller('rest/inps/v1/modalita')
export class ModalitaController {
  constructor(
    @Inject(LeggiModalita) private readonly leggi: LeggiModalita,
    @Inject(ScegliModalita) private readonly scegli: ScegliModalita,
  ) {}

  @Get()
  @Permits('sceglie_modalita_inps', 'consulta_invii')
  @ApiOperation({
    operationId: 'leggiModalita',
    summary: 'Come il proprio ente trasmette a INPS',
    description: 'La modalità in vigore oggi per ogni tracciato e tutte le scelte fatte, dalla più recente.',
  })
  @ApiOkResponse({ type: RispostaModalita, description: 'Le modalità.' })
  read(@CurrentCaller() caller: Caller): Promise<RispostaModalita> {
    return this.leggi.read(caller);
  }

  @Post()
  @Permits('sceglie_modalita_inps')
  @ApiOperation({
    operationId: 'scegliModalita',
    summary: 'Sceglie come il proprio ente trasmette a INPS',
    description:
      'Vale per le righe accettate dal giorno indicato in poi. Con «propria» e «manuale» Snodo non pubblica nulla. Una scelta non si ' +
      'modifica: se ne fa un’altra. Per «snodo» serve una delega all’esposizione dei flussi (waas) alla Regione, in vigore quel giorno.',
  })
  @ApiCreatedResponse({ type: RispostaScelta, description: 'La scelta registrata.' })
  @ApiProblems(INPS_GATEWAY_ERRORS, 'decorrenza_passata', 'delega_waas_mancante')
  choose(
    @CurrentCaller() caller: Caller,
    @Body() { tracciato, modalita, dal }: RichiestaModalita,
  ): Promise<RispostaScelta> {
    return this.scegli.choose(caller, tracciato, modalita, dal);
  }
}
