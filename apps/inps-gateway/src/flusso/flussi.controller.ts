import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { INPS_GATEWAY_ERRORS } from '../inps-gateway.errors.js';
import { DomandaFlussi } from '../domanda.js';
import { RispostaPaginaFlussi } from '../risposta.js';
import { LeggiFlussi } from './leggi-flussi.js';

@ApiTags('flussi')
@Controller('rest/inps/v1/flussi')
@Permits('consulta_invii')
export class FlussiController {
  constructor(@Inject(LeggiFlussi) private readonly flussi: LeggiFlussi) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaFlussi',
    summary: 'Flussi pubblicati per INPS in nome del proprio ente',
    description:
      'Dal più recente, con la riga da cui vengono e quello che INPS ne ha detto. Un comune nato da una fusione legge anche quelli degli enti che continua.',
  })
  @ApiOkResponse({ type: RispostaPaginaFlussi, description: 'Una pagina.' })
  @ApiProblems(INPS_GATEWAY_ERRORS, 'cursore_non_valido', 'ente_senza_flussi')
  list(@CurrentCaller() caller: Caller, @Query() domanda: DomandaFlussi): Promise<RispostaPaginaFlussi> {
    return this.flussi.page(caller, domanda);
  }
}
