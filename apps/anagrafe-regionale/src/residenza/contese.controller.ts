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
      'Le contese aperte sui residenti del proprio comune; lo steward vede quelle di tutti. Chi pretende non ne vede: saprebbe, riga per riga, chi è noto all’anagrafe regionale.',
  })
  @ApiResponse({ status: 200, type: RispostaContese, description: 'Una pagina.' })
  list(@CurrentCaller() caller: Caller, @Query() domanda: DomandaContese): Promise<RispostaContese> {
    return this.leggi.page(caller, domanda);
  }
}
