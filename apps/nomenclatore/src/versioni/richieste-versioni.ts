import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { IsLegalDay, WholeNumber } from '#libs/http';
import { AFFIDABILITA } from '../pacchetto/celle.js';

const LAST_REVISION = 2_147_483_647;
/** No control characters: what is written here is shown to others and kept for ever. */
const TEXT = /^(?=.*\S)[^\p{Cc}\p{Cs}]*$/u;

const testo = (description: string, example: string) => ({
  description,
  example,
  minLength: 1,
  maxLength: 600,
  pattern: '^[^\\x00-\\x1f]*$',
});
const giorno = (description: string, example: string) => ({
  description,
  example,
  type: String,
  format: 'date',
  maxLength: 10,
});
const revisione = {
  description: 'Revisione che si è vista: se intanto è cambiata la richiesta è rifiutata.',
  type: 'integer',
  format: 'int32',
  minimum: 1,
  maximum: LAST_REVISION,
  example: 1,
} as const;

/** A word of a query that is true or false. */
function Flag(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));
}

/** A request that may be only looked at. */
export class ConVerifica {
  @ApiPropertyOptional({
    description: 'Se vero si esamina soltanto: non si tiene nulla.',
    type: Boolean,
    default: false,
    example: false,
  })
  @IsOptional()
  @Flag()
  @IsBoolean()
  verifica = false;
}

/** What is said once for all items. */
class ConVoci extends ConVerifica {
  @ApiProperty(testo('Atto o documento da cui viene; vale per le voci che non ne dicono un altro.', 'DGR 1/2026'))
  @MaxLength(600)
  @Matches(TEXT)
  fonte: string;

  @ApiPropertyOptional({
    enum: AFFIDABILITA,
    default: 'fonte',
    description: 'Quanto ci si può fidare; vale per le voci che non dicono altro.',
  })
  @IsOptional()
  @IsIn(AFFIDABILITA)
  affidabilita: string = 'fonte';
}

export class BozzaRichiesta extends ConVoci {
  @ApiProperty({
    description: 'Nome della versione nuova.',
    pattern: '^[0-9][0-9A-Za-z.-]{0,19}$',
    maxLength: 20,
    example: '2',
  })
  @Matches(/^[0-9][0-9A-Za-z.-]{0,19}$/)
  versione: string;

  @ApiProperty(testo('Denominazione.', 'Nomenclatore regionale'))
  @MaxLength(600)
  @Matches(TEXT)
  denominazione: string;

  @ApiProperty(giorno('Primo giorno di validità, anche futuro; si può ancora cambiare pubblicando.', '2027-01-01'))
  @IsLegalDay()
  dal: string;

  @ApiPropertyOptional(giorno('Ultimo giorno di validità; senza, fino a nuova versione.', '2028-12-31'))
  @IsOptional()
  @IsLegalDay()
  al?: string;
}

export class VociRichieste extends ConVoci {
  @ApiProperty(revisione)
  @WholeNumber(1, LAST_REVISION)
  revisione: number;
}

export class PubblicazioneRichiesta {
  @ApiProperty(revisione)
  @IsInt()
  @Min(1)
  @Max(LAST_REVISION)
  revisione: number;

  @ApiPropertyOptional(giorno('Primo giorno di validità, se non è quello della bozza.', '2027-01-01'))
  @IsOptional()
  @IsLegalDay()
  dal?: string;

  @ApiPropertyOptional(giorno('Ultimo giorno di validità, se non è quello della bozza.', '2028-12-31'))
  @IsOptional()
  @IsLegalDay()
  al?: string;
}

export class RitiroRichiesto {
  @ApiProperty(revisione)
  @IsInt()
  @Min(1)
  @Max(LAST_REVISION)
  revisione: number;

  @ApiProperty(testo('Perché la versione si ritira; resta nella storia.', 'Due codici scambiati'))
  @MinLength(3)
  @MaxLength(600)
  @Matches(TEXT)
  motivo: string;
}
