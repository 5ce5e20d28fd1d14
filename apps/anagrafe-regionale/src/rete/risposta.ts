import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { DomandaLettura } from '../ricerca/domanda.js';
import { CODICI_RETE, GENERI_RETE, type GenereRete, RELAZIONI_MOSTRATE } from './rete.js';

const GIORNO = { format: 'date', maxLength: 10, type: String, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' } as const;
const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
const DESCRIZIONE_GENERE = CODICI_RETE.map((one) => `\`${one}\`: ${GENERI_RETE[one]}`).join('; ');

export class DomandaRelazione extends DomandaLettura {
  @ApiProperty({ description: DESCRIZIONE_GENERE, enum: CODICI_RETE })
  @IsIn(CODICI_RETE)
  genere: GenereRete;

  @ApiProperty({ description: 'Nome e cognome, o come è conosciuto.', minLength: 2, maxLength: 200 })
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  nominativo: string;

  @ApiPropertyOptional({ description: 'Telefono o indirizzo.', maxLength: 300 })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  recapito?: string;

  @ApiProperty({ ...GIORNO, description: 'Da quando.' })
  @Matches(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
  dal: string;

  @ApiPropertyOptional({ ...GIORNO, description: 'Fino a quando; senza, vale ancora.' })
  @IsOptional()
  @Matches(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
  al?: string;

  @ApiPropertyOptional({ ...id('Relazione di cui prende il posto: la precedente resta nella storia.'), type: String })
  @Allow()
  sostituisce?: unknown;
}

export class RispostaRelazione {
  @ApiProperty(id('Identificativo della relazione.')) id: string;
  @ApiProperty({ description: DESCRIZIONE_GENERE, enum: CODICI_RETE }) genere: string;
  @ApiProperty({ description: 'Nome e cognome, o come è conosciuto.', maxLength: 200 }) nominativo: string;
  @ApiProperty({ description: 'Telefono o indirizzo.', maxLength: 300, nullable: true, type: String })
  recapito: string | null;
  @ApiProperty({ ...GIORNO, description: 'Da quando.' }) dal: string;
  @ApiProperty({ ...GIORNO, description: 'Fino a quando; nullo se vale ancora.', nullable: true }) al: string | null;
}

export class RispostaRete {
  @ApiProperty(id('Identificativo della persona.')) id: string;
  @ApiProperty({
    description: 'Chi è intorno alla persona, come lo sa l’ente che l’ha in carico; mai di altri enti.',
    type: [RispostaRelazione],
    maxItems: RELAZIONI_MOSTRATE,
  })
  relazioni: RispostaRelazione[];
}
