import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { ApiProblems, PageSize, WholeNumber } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { LeggiVariazioni } from './leggi-variazioni.js';
import { RispostaVariazioni } from './risposta.js';

class DomandaVariazioni {
  @ApiPropertyOptional({
    description: 'Valore di next_cursor della risposta precedente; senza, dalla più vecchia che si conserva.',
    type: 'integer',
    format: 'int64',
    minimum: 0,
    maximum: 999_999_999_999_999,
  })
  @IsOptional()
  @WholeNumber(0)
  cursor?: number;

  @PageSize(500, { elements: 'Notifiche' })
  limit: number = 100;
}

@ApiTags('variazioni')
@Permits('sottoscrive')
@Controller('rest/anagrafe/v1/variazioni')
export class VariazioniController {
  constructor(@Inject(LeggiVariazioni) private readonly leggi: LeggiVariazioni) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaVariazioni',
    summary: 'Che cosa è cambiato delle persone che si seguono',
    description:
      'Le notifiche del proprio ente, in ordine di numero. Dicono che cosa è cambiato e mai come. Si conservano trenta giorni, o quanto stabilisce la Regione: un cursore più vecchio è rifiutato.',
  })
  @ApiResponse({ status: 200, type: RispostaVariazioni, description: 'Una pagina.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'cursore_sconosciuto', 'cursore_scaduto')
  list(@CurrentCaller() caller: Caller, @Query() { cursor, limit }: DomandaVariazioni): Promise<RispostaVariazioni> {
    return this.leggi.page(caller, cursor, limit);
  }
}
