import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IdCursor, PageSize } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { LeggiAccessi } from './leggi-accessi.js';
import { RispostaAccessi } from './risposta.js';

export class DomandaAccessi {
  @IdCursor()
  cursor?: string;

  @PageSize(1000, { elements: 'Accessi' })
  limit: number = 100;
}

@ApiTags('accessi')
@Permits('consulta_accessi')
@Controller('rest/anagrafe/v1/accessi')
export class AccessiController {
  constructor(@Inject(LeggiAccessi) private readonly leggi: LeggiAccessi) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaAccessi',
    summary: 'Chi ha guardato i propri residenti',
    description:
      'Gli accessi alle persone che quel giorno risiedevano nel comune di chi chiede: ente, finalità e istante, mai il nome di un operatore.',
  })
  @ApiResponse({ status: 200, type: RispostaAccessi, description: 'Una pagina.' })
  list(@CurrentCaller() caller: Caller, @Query() { cursor, limit }: DomandaAccessi): Promise<RispostaAccessi> {
    return this.leggi.page(caller, cursor, limit);
  }
}
