import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { IdCursor, PageSize } from '#libs/http';
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
  @IdCursor()
  cursor?: string;

  @PageSize(500, { elements: 'Accessi' })
  limit: number = 100;
}
