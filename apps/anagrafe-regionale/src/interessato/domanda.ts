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

  @ApiProperty({
    description: 'Numero con cui l’ente ha protocollato la richiesta della persona: mai un codice di persona.',
    pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$',
    maxLength: 64,
    example: '2026/0001234',
  })
  @IsString()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/)
  protocollo: string;

  @ApiProperty({
    description: 'Giorno in cui la persona ha chiesto. Non futuro.',
    format: 'date',
    minLength: 10,
    maxLength: 10,
  })
  @Matches(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
  richiesta_del: string;
}
