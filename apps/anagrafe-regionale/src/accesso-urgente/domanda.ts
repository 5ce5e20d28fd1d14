import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { WholeNumber } from '#libs/http';
import { DomandaCodice } from '../ricerca/domanda.js';

export const ESITI_ESAME = ['giustificato', 'non_giustificato'] as const;
export type EsitoEsame = (typeof ESITI_ESAME)[number];

export class DomandaAccessoUrgente extends DomandaCodice {
  @ApiProperty({
    description:
      'Che cosa sta accadendo, scritto per chi lo esaminerà: il comune di residenza e il suo DPO lo leggono subito.',
    minLength: 20,
    maxLength: 1000,
  })
  @IsString()
  @Length(20, 1000)
  motivo: string;
}

export class DomandaEsame {
  @ApiProperty({ description: 'Che cosa si è trovato.', enum: ESITI_ESAME })
  @IsIn(ESITI_ESAME)
  esito: EsitoEsame;

  @ApiProperty({ description: 'Perché.', minLength: 10, maxLength: 1000 })
  @IsString()
  @Length(10, 1000)
  motivo: string;
}

export class DomandaElencoUrgenti {
  @ApiPropertyOptional({ description: 'Valore di next_cursor della pagina precedente.', format: 'uuid', maxLength: 36 })
  @IsOptional()
  @IsUUID()
  cursor?: string;

  @ApiPropertyOptional({
    description: 'Accessi per pagina.',
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: 500,
    default: 100,
  })
  @IsOptional()
  @WholeNumber(1, 500)
  limit: number = 100;
}
