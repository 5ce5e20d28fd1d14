import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBooleanString, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { IdCursor, PageSize } from '#libs/http';
import { MOTIVI_CHIUSURA, type MotivoChiusura } from './presa-in-carico.js';

const GIORNO = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const giorno = (description: string) => ({ description, format: 'date', minLength: 10, maxLength: 10 }) as const;

export class DomandaApertura {
  @ApiProperty({ description: 'Persona, con l’identificativo che ha dato la ricerca.', format: 'uuid', maxLength: 36 })
  @IsUUID()
  persona: string;

  @ApiProperty({
    description: 'Come l’ente chiama il caso: un numero o un codice suo, mai un codice o un nome di persona.',
    pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$',
    maxLength: 64,
    example: '2026/000123',
  })
  @IsString()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/)
  riferimento: string;

  @ApiPropertyOptional(giorno('Primo giorno; se manca, oggi. Non futuro.'))
  @IsOptional()
  @Matches(GIORNO)
  dal?: string;

  @ApiPropertyOptional({
    description:
      'Posta dell’ufficio a cui rivolgersi: si dice solo a un ente che ne ha il titolo (mai di una persona).',
    format: 'email',
    maxLength: 120,
  })
  @IsOptional()
  @MaxLength(120)
  @Matches(/^[^\s@<>"]{1,64}@[^\s@<>"]{1,80}$/)
  contatto?: string;
}

export class DomandaChiusura {
  @ApiProperty({
    description: `Perché si chiude: ${Object.entries(MOTIVI_CHIUSURA)
      .map(([codice, testo]) => `\`${codice}\`: ${testo}`)
      .join(' ')}`,
    enum: Object.keys(MOTIVI_CHIUSURA),
  })
  @IsIn(Object.keys(MOTIVI_CHIUSURA))
  motivo: MotivoChiusura;

  @ApiPropertyOptional(giorno('Ultimo giorno; se manca, oggi. Non futuro.'))
  @IsOptional()
  @Matches(GIORNO)
  al?: string;
}

export class DomandaElenco {
  @ApiPropertyOptional({ description: 'Solo quelle non ancora chiuse.', type: Boolean })
  @IsOptional()
  @IsBooleanString()
  aperte?: string;

  @IdCursor()
  cursor?: string;

  @PageSize(1000, { elements: 'Prese in carico' })
  limit: number = 100;
}
