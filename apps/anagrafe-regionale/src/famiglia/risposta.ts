import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { DomandaLettura } from '../ricerca/domanda.js';
import { PROFILI_NOMINATIVI, type Profilo } from '../visibilita/profili.js';

/** A convivenza can be of hundreds; whoever works with one of them needs those around her. */
export const COMPONENTI_MOSTRATI = 100;

const GIORNO = { format: 'date', maxLength: 10, type: String } as const;
const ISTANTE = { format: 'date-time', maxLength: 40, type: String } as const;
const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
const testo = (description: string, maxLength: number) => ({ description, maxLength }) as const;

/** Any value is let in, as in every read of a person: what is refused is refused after it was written down. */
export class DomandaFamiglia extends DomandaLettura {
  @ApiPropertyOptional({ ...id('Presa in carico dell’ambito che si richiama.'), type: String })
  @Allow()
  caso?: unknown;

  @ApiPropertyOptional({ ...GIORNO, description: 'Giorno del quale si chiede; senza, oggi.' })
  @Allow()
  valido_al?: unknown;

  @ApiPropertyOptional({ ...ISTANTE, description: 'Com’era noto a questo istante; senza, adesso.' })
  @Allow()
  noto_al?: unknown;
}

export class RispostaComponente {
  @ApiProperty(id('Identificativo della persona.')) id: string;
  @ApiProperty(testo('Cognome.', 100)) cognome: string;
  @ApiProperty(testo('Nome.', 100)) nome: string;
  @ApiProperty({
    description: 'Anno di nascita.',
    type: 'integer',
    format: 'int32',
    minimum: 0,
    maximum: 9999,
    nullable: true,
  })
  anno_nascita: number | null;
  @ApiProperty({ ...GIORNO, description: 'Data di nascita; nulla se non è nota.', nullable: true })
  data_nascita: string | null;
  @ApiProperty({ description: 'Se è in vita.', enum: ['in_vita', 'decesso_segnalato', 'deceduta'] }) vita: string;
  @ApiProperty({
    ...testo('Relazione con la persona di riferimento: codice della tabella 5 di ANPR.', 2),
    nullable: true,
    type: String,
  })
  relazione: string | null;
  @ApiProperty(testo('La relazione, in parole.', 60)) relazione_descrizione: string;
  @ApiProperty({ description: 'È la persona di riferimento, o chi risponde della convivenza.' }) riferimento: boolean;
  @ApiProperty({ ...GIORNO, description: 'Primo giorno nella famiglia.' }) dal: string;
  @ApiProperty({ ...GIORNO, description: 'Ultimo giorno; nullo se ne fa ancora parte.', nullable: true })
  al: string | null;
}

class FamigliaMostrata {
  @ApiProperty({
    description: 'Famiglia anagrafica o convivenza (D.P.R. 223/1989, art. 4 e 5).',
    enum: ['famiglia', 'convivenza'],
  })
  tipo: string;
  @ApiProperty({ ...testo('Codice ISTAT del comune che la registra.', 6), pattern: '^[0-9]{6}$' }) comune: string;
  @ApiProperty({
    description: 'I componenti che competono a chi chiede; gli altri non si mostrano e non si contano.',
    type: [RispostaComponente],
    maxItems: COMPONENTI_MOSTRATI,
  })
  componenti: RispostaComponente[];
}

export class RispostaFamiglia {
  @ApiProperty(id('Identificativo della persona.')) id: string;
  @ApiProperty({ description: 'Quanto si mostra a chi chiede.', enum: PROFILI_NOMINATIVI }) profilo: Profilo;
  @ApiProperty({ ...GIORNO, description: 'Giorno del quale si risponde.' }) valido_al: string;
  @ApiProperty({ ...ISTANTE, description: 'Istante al quale era noto.' }) noto_al: string;
  @ApiProperty({
    description: 'Nulla se non è nota, o se a chi chiede non se ne mostra quella di quel momento.',
    type: FamigliaMostrata,
    nullable: true,
  })
  famiglia: FamigliaMostrata | null;
}
