import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import type { LegalDay } from '#libs/codici';
import { IdCursor, IsLegalDay, PageSize } from '#libs/http';
import { DomandaLettura } from '../ricerca/domanda.js';
import {
  GIORNI_MASSIMI,
  GRUPPI_SOTTOSCRIVIBILI,
  type GruppoSottoscrivibile,
  OGGETTI,
  type Oggetto,
} from './sottoscrizione.js';

/** Letters, digits and what joins them in the number of a file: no room for a name and a story. */
const PRATICA = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;

export class RichiestaSottoscrizione extends DomandaLettura {
  @ApiProperty({ description: 'Identificativo della persona nell’anagrafe regionale.', format: 'uuid', maxLength: 36 })
  @IsString()
  persona: string;

  @ApiPropertyOptional({
    description:
      '`famiglia`: la persona e chi è con lei nella famiglia anagrafica; serve vedere l’indirizzo e la famiglia (profili B e H).',
    enum: OGGETTI,
    default: 'persona',
  })
  @IsOptional()
  @IsIn(OGGETTI)
  oggetto: Oggetto = 'persona';

  @ApiPropertyOptional({
    description:
      'Di che cosa si vuole sapere; se manca, di tutto. Decesso, maggiore età e fine della visibilità si dicono sempre.',
    type: [String],
    enum: GRUPPI_SOTTOSCRIVIBILI,
    maxItems: GRUPPI_SOTTOSCRIVIBILI.length,
  })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(GRUPPI_SOTTOSCRIVIBILI, { each: true })
  gruppi: GruppoSottoscrivibile[] = [...GRUPPI_SOTTOSCRIVIBILI];

  @ApiProperty({
    description: 'Riferimento della pratica nel proprio sistema; mai un codice fiscale.',
    maxLength: 64,
    pattern: PRATICA.source,
    example: '2026/0413',
  })
  @Matches(PRATICA)
  pratica: string;

  @ApiProperty({
    description: `Ultimo giorno in cui vale, al più ${GIORNI_MASSIMI} giorni da oggi. Per rinnovarla si ripete la richiesta.`,
    type: 'string',
    format: 'date',
    maxLength: 10,
    example: '2026-12-31',
  })
  @IsLegalDay()
  fino_al: LegalDay;
}

export class DomandaSottoscrizioni {
  @IdCursor()
  cursor?: string;

  @PageSize(500, { elements: 'Sottoscrizioni' })
  limit: number = 100;
}
