import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { PaginaRichiesta } from '../lettura/richieste.js';

/** Of which ente, on which day. */
export class DiEnteRichiesto extends PaginaRichiesta {
  @ApiPropertyOptional({
    description: 'Un codice dell’ente, o il suo identificativo; senza, tutti quelli che chi chiede può vedere.',
    type: String,
    maxLength: 40,
    pattern: '^[A-Za-z0-9_-]{2,40}$',
    example: 'G479',
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{2,40}$/)
  ente?: string;
}
