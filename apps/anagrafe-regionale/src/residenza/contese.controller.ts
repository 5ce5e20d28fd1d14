import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { LeggiContese } from './leggi-contese.js';
import { DomandaContese, RispostaContese } from './risposta-contese.js';

@ApiTags('forniture')
@Permits('conferma_forniture')
@Controller('rest/anagrafe/v1/residenze-contese')
export class ConteseController {
  constructor(@Inject(LeggiContese) private readonly leggi: LeggiContese) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaResidenzeContese',
    summary: 'Residenti che due comuni dicono propri',
    description:
      'Le contese aperte del proprio comune, di chi pretende e di chi trattiene; lo steward vede quelle di tutti. Chi pretende riconosce la propria riga, e non vede la persona.',
  })
  @ApiResponse({ status: 200, type: RispostaContese, description: 'Una pagina.' })
  list(@CurrentCaller() caller: Caller, @Query() domanda: DomandaContese): Promise<RispostaContese> {
    return this.leggi.page(caller, domanda);
  }
}
