import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';

export class DomandaEstratto {
  @ApiProperty({
    description: 'Codice fiscale, anche provvisorio, o codice STP o ENI, di chi chiede di sé.',
    minLength: 11,
    maxLength: 16,
  })
  @IsString()
  @MaxLength(64)
  codice_fiscale: string;

  @ApiPropertyOptional({ description: 'Cognome: se indicato, deve essere il suo.', maxLength: 100 })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  cognome?: string;

  @ApiPropertyOptional({
    description: 'Data di nascita: se indicata, deve essere la sua.',
    format: 'date',
    minLength: 10,
    maxLength: 10,
  })
  @IsOptional()
  @Matches(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
  data_nascita?: string;
}
