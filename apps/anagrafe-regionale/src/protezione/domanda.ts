import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { IdCursor, PageSize } from '#libs/http';
import { CODICI_GENERE, GENERI_PROTEZIONE, type GenereProtezione } from './generi.js';

const MOTIVO = { minLength: 10, maxLength: 1000 } as const;

export class DomandaProtezione {
  @ApiPropertyOptional({
    description: 'Persona che si vede, con il suo identificativo; oppure la si indica con codice, cognome e nascita.',
    format: 'uuid',
    maxLength: 36,
  })
  @IsOptional()
  @IsUUID()
  persona?: string;

  @ApiPropertyOptional({ description: 'Codice fiscale, anche provvisorio, o codice STP o ENI.', maxLength: 16 })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  codice_fiscale?: string;

  @ApiPropertyOptional({ description: 'Cognome, come risulta all’anagrafe.', maxLength: 100 })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  cognome?: string;

  @ApiPropertyOptional({ description: 'Data di nascita.', format: 'date', minLength: 10, maxLength: 10 })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  data_nascita?: string;

  @ApiProperty({
    description: CODICI_GENERE.map((genere) => `\`${genere}\`: ${GENERI_PROTEZIONE[genere]}`).join(' '),
    enum: CODICI_GENERE,
  })
  @IsIn(CODICI_GENERE)
  genere: GenereProtezione;

  @ApiProperty({ description: 'Perché, con l’atto se c’è. Lo rilegge solo il proprio ente.', ...MOTIVO })
  @IsString()
  @Length(MOTIVO.minLength, MOTIVO.maxLength)
  motivo: string;
}

export class DomandaFineProtezione {
  @ApiProperty({ description: 'Perché finisce. Lo rilegge solo il proprio ente.', ...MOTIVO })
  @IsString()
  @Length(MOTIVO.minLength, MOTIVO.maxLength)
  motivo: string;

  @ApiPropertyOptional({
    description: 'Vero se non andava messa: il codice di una identità precedente torna a condurre alla persona.',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  per_errore?: boolean;
}

export class DomandaElencoProtezioni {
  @IdCursor()
  cursor?: string;

  @PageSize(500, { elements: 'Protezioni' })
  limit: number = 100;
}
