import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { WholeNumber } from '#libs/http';
import { DomandaElenco } from '../domanda.js';

/** Number of a riga: what an id of a riga has room for. */
const ULTIMA_RIGA = 0xffff_ffff;

/** Query of the list of rilievi. */
export class DomandaRilievi extends DomandaElenco {
  @ApiPropertyOptional({ description: 'Solo i rilievi di questa regola.', example: 'PS-22', maxLength: 20 })
  @IsOptional()
  @Matches(/^[A-Z]{2,5}-\d{1,4}$/)
  regola?: string;

  @ApiPropertyOptional({ description: 'Solo gli errori, o solo gli avvisi.', enum: ['errore', 'avviso'] })
  @IsOptional()
  @IsIn(['errore', 'avviso'])
  gravita?: 'errore' | 'avviso';

  @ApiPropertyOptional({
    description: 'Solo i rilievi della riga con questo numero; 0 per quelli sull’intero documento.',
    type: 'integer',
    format: 'int64',
    minimum: 0,
    maximum: ULTIMA_RIGA,
  })
  @IsOptional()
  @WholeNumber(0, ULTIMA_RIGA)
  riga?: number;
}
