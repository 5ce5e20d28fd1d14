import { ApiProperty } from '@nestjs/swagger';
import { RispostaPersona } from '../ricerca/risposta.js';
import { DUBBI_MOSTRATI } from './domanda.js';

/** Fields that a pair is compared by, and vetoes: a few each. */
const CAMPI = 20;

const ORIGINI_DUBBIO = ['codice', 'somiglianza'] as const;
export type OrigineDubbio = (typeof ORIGINI_DUBBIO)[number];

const testo = (description: string, maxLength: number) => ({ description, maxLength }) as const;
const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
const istante = (description: string) => ({ description, type: String, format: 'date-time', maxLength: 30 }) as const;
const quanti = (description: string) =>
  ({ description, type: 'integer', format: 'int32', minimum: 0, maximum: 2 ** 31 - 1 }) as const;

const ORIGINE = {
  description:
    'Da che cosa nasce: `codice`, le due hanno un codice in comune e nomi diversi; `somiglianza`, si somigliano in ciò che dicono nome, nascita e luoghi.',
  enum: ORIGINI_DUBBIO,
};

export class RispostaPossibileDuplicato {
  @ApiProperty(id('Identificativo del possibile duplicato.')) id: string;
  @ApiProperty(istante('Da quando aspetta.')) aperto_il: Date;
  @ApiProperty(ORIGINE) origine: OrigineDubbio;
  @ApiProperty({
    description:
      'I campi che parlano per una persona sola, se si somigliano: mai che cosa dicono. Di un codice in comune si vedono aprendo.',
    type: [String],
    maxItems: CAMPI,
  })
  campi: string[];
  @ApiProperty(quanti('Record che parlano dell’una o dell’altra.')) record: number;
  @ApiProperty(quanti('Enti che li hanno trasmessi.')) enti: number;
}

export class RispostaPossibiliDuplicati {
  @ApiProperty({
    description: 'Dal più vecchio, senza nomi: si vedono aprendoli.',
    type: [RispostaPossibileDuplicato],
    maxItems: DUBBI_MOSTRATI,
  })
  items: RispostaPossibileDuplicato[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), nullable: true, type: String })
  next_cursor: string | null;
}

export class RispostaCampo {
  @ApiProperty(testo('Campo confrontato.', 40)) campo: string;
  @ApiProperty(testo('Quanto le due concordano.', 40)) livello: string;
  @ApiProperty({
    description: 'Quanto pesa (nat): sopra zero parla per una persona sola, sotto per due.',
    type: 'number',
    format: 'double',
    minimum: -1000,
    maximum: 1000,
  })
  peso: number;
}

export class RispostaEvidenza {
  @ApiProperty(ORIGINE) origine: OrigineDubbio;
  @ApiProperty({
    description: 'Probabilità che siano una, secondo il modello; nulla per un codice in comune.',
    type: 'number',
    format: 'double',
    minimum: 0,
    maximum: 1,
    nullable: true,
  })
  probabilita: number | null;
  @ApiProperty({
    description:
      'Campo per campo: come le due sono state trovate simili o, con un codice in comune, come sono mostrate. Un campo che una delle due non ha non c’è.',
    type: [RispostaCampo],
    maxItems: CAMPI,
  })
  campi: RispostaCampo[];
  @ApiProperty({
    description: 'Perché non sono state unite senza che qualcuno guardasse.',
    type: [String],
    maxItems: CAMPI,
  })
  veti: string[];
}

export class RispostaApertura {
  @ApiProperty(id('Identificativo dell’apertura.')) apertura: string;
  @ApiProperty(istante('Fino a quando si vedono e si può decidere.')) fino_al: Date;
  @ApiProperty(
    testo('Come sono adesso: va ripetuta nella decisione, che è rifiutata se intanto qualcosa è cambiato.', 80),
  )
  revisione: string;
  @ApiProperty({ description: 'Le due persone, con profilo M.', type: [RispostaPersona], maxItems: 2 })
  persone: RispostaPersona[];
  @ApiProperty({ description: 'Perché forse sono una.', type: RispostaEvidenza }) evidenza: RispostaEvidenza;
}
