import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateBy,
} from 'class-validator';
import { IdCursor, PageSize } from '#libs/http';
import { hasIdentificativo } from '../presa-in-carico/presa-in-carico.js';
import { DomandaLettura } from '../ricerca/domanda.js';

/** Of one page. */
export const DUBBI_MOSTRATI = 200;
export const DECISIONI_MOSTRATE = 200;
/** Of one person: those beyond are seen once these have gone to somebody else. */
export const RECORD_MOSTRATI = 500;

export class DomandaPossibiliDuplicati {
  @IdCursor()
  cursor?: string;

  @PageSize(DUBBI_MOSTRATI, { elements: 'Possibili duplicati', usual: 50 })
  limit: number = 50;
}

/** Reasons are read by others, for years: what is in them is found by nobody who looks for a code. */
const SenzaIdentificativo = (): PropertyDecorator =>
  ValidateBy({
    name: 'senza_identificativo',
    validator: { validate: (text: unknown) => typeof text === 'string' && !hasIdentificativo(text) },
  });

/** Any purpose is let in: what is missing or unknown must reach the register of accesses before it is refused. */
export class DomandaAperturaRiesame extends DomandaLettura {
  @ApiProperty({
    description: 'Perché si guarda: resta agli atti. Mai un codice o un nome di persona.',
    minLength: 10,
    maxLength: 1000,
  })
  @IsString()
  @Length(10, 1000)
  @SenzaIdentificativo()
  motivo: string;
}

const motivo = {
  description: 'Perché: resta agli atti. Mai un codice o un nome di persona.',
  minLength: 10,
  maxLength: 1000,
};
const REVISIONE = /^[0-9a-f-]{1,80}$/;
const revisione = {
  description: 'Quella dell’apertura: se intanto qualcosa è cambiato la decisione è rifiutata.',
  pattern: '^[0-9a-f-]{1,80}$',
  maxLength: 80,
};

class MotivoRiesame {
  @ApiProperty(motivo)
  @IsString()
  @Length(10, 1000)
  @SenzaIdentificativo()
  motivo: string;
}

export class DomandaDecisione extends MotivoRiesame {
  @ApiProperty(revisione)
  @IsString()
  @MaxLength(80)
  @Matches(REVISIONE)
  revisione: string;
}

export class DomandaAnnullamento extends MotivoRiesame {
  @ApiPropertyOptional({
    ...revisione,
    description:
      'Quella dell’apertura della persona, se la si vuole controllata: se intanto qualcosa è cambiato l’annullamento è rifiutato.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(80)
  @Matches(REVISIONE)
  revisione?: string;
}

export class DomandaSeparazione extends DomandaDecisione {
  @ApiProperty({
    description: 'I record che sono di un’altra persona.',
    type: [String],
    minItems: 1,
    maxItems: RECORD_MOSTRATI,
    items: { type: 'string', pattern: '^[0-9a-f]{64}$', maxLength: 64 },
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(RECORD_MOSTRATI)
  @Matches(/^[0-9a-f]{64}$/, { each: true })
  record: string[];
}

export class DomandaDecisioni {
  @IdCursor()
  cursor?: string;

  @PageSize(DECISIONI_MOSTRATE, { elements: 'Decisioni' })
  limit: number = 100;

  @ApiPropertyOptional({ description: 'Solo quelle su questa persona.', type: String, format: 'uuid', maxLength: 36 })
  @IsOptional()
  @IsUUID()
  persona?: string;
}
