import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { WholeNumber } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { CODICI_FINALITA } from '../ricerca/finalita.js';
import { PROFILI } from '../ricerca/visibilita.js';
import { LeggiAccessi } from './leggi-accessi.js';

const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;

class DomandaAccessi {
  @ApiPropertyOptional({ ...id('Valore di next_cursor della pagina precedente.') })
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

class RispostaEnte {
  @ApiProperty(id('Identificativo dell’ente.')) id: string;
  @ApiProperty({ description: 'Denominazione.', maxLength: 200, nullable: true, type: String }) denominazione:
    string | null;
}

export class RispostaAccesso {
  @ApiProperty(id('Identificativo dell’accesso.')) id: string;
  @ApiProperty({ description: 'Ente che ha guardato.', type: RispostaEnte }) ente: RispostaEnte;
  @ApiProperty({ description: 'Finalità dichiarata.', enum: CODICI_FINALITA }) finalita: string;
  @ApiProperty({ description: 'Che cosa ha fatto.', enum: ['ricerca', 'lettura'] }) verbo: string;
  @ApiProperty({ description: 'Quanto gli è stato mostrato.', enum: PROFILI }) profilo: string;
  @ApiProperty({ description: 'Quando.', type: String, format: 'date-time', maxLength: 30 }) avvenuto_il: Date;
}

export class RispostaAccessi {
  @ApiProperty({ description: 'Dal più recente.', type: [RispostaAccesso], maxItems: 1000 }) items: RispostaAccesso[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), nullable: true, type: String })
  next_cursor: string | null;
}

@ApiTags('accessi')
@Permits('consulta_persone')
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
