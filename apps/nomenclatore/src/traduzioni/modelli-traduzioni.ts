import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsLegalDay } from '#libs/http';
import { RELAZIONI, type Relazione } from '#libs/riferimenti';
import { codice, elenco, giorno, maybe, testo } from '../lettura/proprieta.js';

const SISTEMA = /^(SIUSS|REG|ISTAT|FNPS|LEPS|LOC:[A-Za-z0-9_-]{1,40})$/;
const MOST_CODES = 10_000;
/** Two codes and the sign between them. */
const LONGEST_CODE = 81;
/** No code has control characters: a text that has them is no question. */
// oxlint-disable-next-line no-control-regex -- they are what is refused
const CODICE = /^[^\x00-\x1f]*$/;

/** Outcomes of a translation, in the words of the interface. */
const ESITI_TRADUZIONE = [
  'tradotto',
  'senza_associazione',
  'codice_sconosciuto',
  'scelta_mancante',
  'scelta_non_ammessa',
] as const;
export type EsitoTraduzione = (typeof ESITI_TRADUZIONE)[number];

export class RichiestaTraduzioni {
  @ApiProperty({ ...codice('Nomenclatura dei codici dati: `LOC:E388` è quella di un ente.', 'REG'), maxLength: 44 })
  @Matches(SISTEMA)
  da: string;

  @ApiProperty({ ...codice('Nomenclatura nella quale tradurre.', 'SIUSS'), maxLength: 44 })
  @Matches(SISTEMA)
  a: string;

  @ApiPropertyOptional(giorno('Giorno al quale tradurre: quello dell’evento. Oggi se manca.', '2026-01-01'))
  @IsOptional()
  @IsLegalDay()
  giorno?: string;

  @ApiProperty({
    description: 'Codici; «LOCALE/SCELTO» dove un codice può essere più cose.',
    type: 'array',
    minItems: 1,
    maxItems: MOST_CODES,
    items: { type: 'string', maxLength: LONGEST_CODE, pattern: CODICE.source, example: 'A2.07' },
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CODES)
  @IsString({ each: true })
  @MaxLength(LONGEST_CODE, { each: true })
  @Matches(CODICE, { each: true })
  codici: string[];
}

export class PassoLetto {
  @ApiProperty(codice('Versione nella quale il codice è in vigore quel giorno.', 'REG@2')) versione: string;
  @ApiProperty(codice('Codice.', '2.1')) codice: string;
  @ApiPropertyOptional({ enum: RELAZIONI, description: 'Relazione con il codice prima; manca nel primo.' })
  relazione?: Relazione;
  @ApiPropertyOptional(testo('Che cosa l’associazione non dice.', 'INPS ha tre aree, ISTAT sette.')) limite?: string;
}

export class TraduzioneLetta {
  @ApiProperty(testo('Codice dato.', 'SAD')) codice: string;
  @ApiProperty({ enum: ESITI_TRADUZIONE, description: 'Esito.' }) esito: EsitoTraduzione;
  @ApiProperty(maybe(codice('Codice tradotto; null se non c’è.', 'A2.07'))) codice_tradotto: string | null;
  @ApiProperty(elenco(PassoLetto, 'Codici percorsi, dal dato al tradotto, con le versioni usate.', 4))
  passi: PassoLetto[];
  @ApiPropertyOptional({
    description: 'Tra che cosa scegliere, dove serve una scelta.',
    type: 'array',
    maxItems: 1000,
    items: { type: 'string', maxLength: 80, pattern: '^[A-Za-z0-9._:@#-]*$', example: 'A2.07' },
  })
  alternative?: string[];
  @ApiPropertyOptional(
    codice('Dove la strada finisce: nomenclatura e codice che non hanno un’associazione in vigore.', 'REG:9.9'),
  )
  fermo?: string;
}

export class TraduzioniLette {
  @ApiProperty(giorno('Giorno al quale si è tradotto.', '2026-01-01')) giorno: string;
  @ApiProperty(elenco(TraduzioneLetta, 'Traduzioni, nell’ordine dei codici.', MOST_CODES))
  traduzioni: TraduzioneLetta[];
}
