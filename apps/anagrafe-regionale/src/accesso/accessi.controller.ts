import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { WholeNumber } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { LeggiAccessi } from './leggi-accessi.js';
import { RispostaAccessi } from './risposta.js';

class DomandaAccessi {
  @ApiPropertyOptional({ description: 'Valore di next_cursor della pagina precedente.', format: 'uuid', maxLength: 36 })
  @IsOptional()
  @IsUUID()
  cursor?: string;

  @ApiPropertyOptional({
    description: 'Accessi per pagina.',
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: 1000,
    default: 100,
  })
  @IsOptional()
  @WholeNumber(1, 1000)
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
