import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { Cursor, IsLegalDay, PageSize } from '#libs/http';
import { CODICI_TRACCIATO, MODALITA, type Modalita } from './modalita/modalita.js';

/** Query of every paged list. */
export class DomandaPagina {
  @Cursor()
  cursor?: string;

  @PageSize(1000)
  limit: number = 100;
}

/** Which log, and what page of it. */
export class DomandaFlussi extends DomandaPagina {
  @ApiPropertyOptional({
    description: 'Codice di un ente cessato che quello del chiamante continua; il proprio se manca.',
    type: String,
    maxLength: 60,
    pattern: '^[A-Za-z0-9_-]{2,60}$',
    example: 'F310',
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{2,60}$/)
  ente?: string;
}

/** Body of a choice of modalità. */
export class RichiestaModalita {
  @ApiProperty({ description: 'Codice del tracciato.', enum: CODICI_TRACCIATO, example: 'PS_PSA_SINA' })
  @IsIn(CODICI_TRACCIATO)
  tracciato: string;

  @ApiProperty({ description: 'Come trasmettere a INPS.', enum: MODALITA })
  @IsIn(MODALITA)
  modalita: Modalita;

  @ApiPropertyOptional({
    description: 'Primo giorno in cui vale; se manca, oggi.',
    type: 'string',
    format: 'date',
    maxLength: 10,
    example: '2026-05-01',
  })
  @IsOptional()
  @IsLegalDay()
  dal?: string;
}
