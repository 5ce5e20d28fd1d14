import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
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

/** Things of the registries whose changes are kept. */
const GENERI_CON_STORIA = ['ente', 'ambito', 'delega', 'client'] as const;
export type GenereConStoria = (typeof GENERI_CON_STORIA)[number];

export class StoriaRichiesta {
  @ApiProperty({ description: 'Che cosa; le adesioni sono deleghe.', enum: GENERI_CON_STORIA, example: 'delega' })
  @IsIn(GENERI_CON_STORIA)
  genere: GenereConStoria;

  @ApiProperty({ description: 'Identificativo interno.', type: String, format: 'uuid', maxLength: 36 })
  @IsUUID('all')
  id: string;
}
