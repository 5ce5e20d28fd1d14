import { ApiProperty } from '@nestjs/swagger';
import { RispostaPersona } from '../ricerca/risposta.js';
import { DECISIONI_MOSTRATE, RECORD_MOSTRATI } from './domanda.js';

const TIPI_DECISIONE = ['unione', 'separazione', 'distinzione', 'annullamento'] as const;
export type TipoDecisione = (typeof TIPI_DECISIONE)[number];
const STATI_DECISIONE = ['eseguita', 'da_confermare'] as const;

const testo = (description: string, maxLength: number) => ({ description, maxLength }) as const;
const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
const forse = { nullable: true, type: String } as const;
const istante = (description: string) => ({ description, type: String, format: 'date-time', maxLength: 30 }) as const;
const giorno = (description: string) => ({ description, format: 'date', maxLength: 10, type: String }) as const;
const quanti = (description: string) =>
  ({ description, type: 'integer', format: 'int32', minimum: 0, maximum: 2 ** 31 - 1 }) as const;
const TIPO = { description: 'Che cosa si è deciso.', enum: TIPI_DECISIONE };

export class RispostaRecord {
  @ApiProperty({ ...testo('Record.', 64), pattern: '^[0-9a-f]{64}$' }) record: string;
  @ApiProperty(testo('Genere della fonte.', 40)) fonte: string;
  @ApiProperty(id('Ente che lo ha trasmesso.')) ente: string;
  @ApiProperty(testo('Tracciato e versione.', 60)) tracciato: string;
  @ApiProperty(istante('Istante in cui è stato accettato.')) accettata_il: Date;
  @ApiProperty({
    description: 'Come è arrivato a questa persona; nulla se non si sa.',
    enum: ['codice', 'automatica', 'nuova', 'manuale'],
    nullable: true,
    type: String,
  })
  decisione: string | null;
  @ApiProperty(testo('Cognome, come la fonte lo dice.', 100)) cognome: string;
  @ApiProperty(testo('Nome, come la fonte lo dice.', 100)) nome: string;
  @ApiProperty({ ...giorno('Data di nascita, come la fonte la dice.'), nullable: true }) data_nascita: string | null;
  @ApiProperty({ ...quanti('Anno di nascita, come la fonte lo dice.'), nullable: true }) anno_nascita: number | null;
  @ApiProperty({ ...testo('Codice con cui la fonte la conosce; nullo se non ne dice.', 16), ...forse })
  codice_fiscale: string | null;
}

export class RispostaPersonaAperta {
  @ApiProperty(id('Identificativo dell’apertura.')) apertura: string;
  @ApiProperty(istante('Fino a quando si vede e si può decidere.')) fino_al: Date;
  @ApiProperty(testo('Com’è adesso: va ripetuta nella decisione.', 80)) revisione: string;
  @ApiProperty({ description: 'La persona, con profilo M.', type: RispostaPersona }) persona: RispostaPersona;
  @ApiProperty({
    description: 'I record che ne parlano, dal più recente: chi la conosce e come la chiama, mai che cosa le ha dato.',
    type: [RispostaRecord],
    maxItems: RECORD_MOSTRATI,
  })
  record: RispostaRecord[];
  @ApiProperty({ description: 'Vero se ce ne sono altri oltre a questi.' }) altri_record: boolean;
}

export class RispostaDecisione {
  @ApiProperty(TIPO) tipo: TipoDecisione;
  @ApiProperty({
    description: '`da_confermare`: i record sono molti, e la esegue la conferma di un’altra persona.',
    enum: STATI_DECISIONE,
  })
  stato: (typeof STATI_DECISIONE)[number];
  @ApiProperty({ ...id('Identificativo della decisione; nullo finché non è eseguita.'), ...forse })
  decisione: string | null;
  @ApiProperty({ ...id('Identificativo della proposta da confermare; nullo se non serve.'), ...forse })
  proposta: string | null;
  @ApiProperty({ description: 'Le persone che ci sono adesso.', type: [String], maxItems: 2 }) persone: string[];
}

export class RispostaDecisionePresa {
  @ApiProperty(id('Identificativo della decisione.')) id: string;
  @ApiProperty(TIPO) tipo: TipoDecisione;
  @ApiProperty(istante('Quando.')) presa_il: Date;
  @ApiProperty(id('Ente per cui è stata presa.')) ente: string;
  @ApiProperty({ ...testo('Chi l’ha presa; nullo se di un altro ente.', 300), ...forse }) soggetto: string | null;
  @ApiProperty({ ...testo('Chi l’ha confermata; nullo se è di un altro ente, o se non serviva.', 300), ...forse })
  confermata_da: string | null;
  @ApiProperty(testo('Perché.', 1000)) motivo: string;
  @ApiProperty(id('Chi ha conservato l’identificativo, o da cui l’altra è uscita.')) persona: string;
  @ApiProperty(id('L’altra.')) altra: string;
  @ApiProperty(quanti('Record che hanno cambiato persona.')) record: number;
  @ApiProperty({ ...id('Decisione che questa annulla.'), ...forse }) annulla: string | null;
  @ApiProperty({ ...id('Decisione che ha annullato questa.'), ...forse }) annullata_da: string | null;
}

export class RispostaDecisioni {
  @ApiProperty({ description: 'Dalla più recente.', type: [RispostaDecisionePresa], maxItems: DECISIONI_MOSTRATE })
  items: RispostaDecisionePresa[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), ...forse })
  next_cursor: string | null;
}

export class RispostaProposta {
  @ApiProperty(id('Identificativo della proposta.')) id: string;
  @ApiProperty({ description: 'Che cosa si propone.', enum: ['separazione', 'annullamento'] })
  tipo: 'separazione' | 'annullamento';
  @ApiProperty(istante('Quando.')) proposta_il: Date;
  @ApiProperty(istante('Fino a quando si può confermare.')) scade_il: Date;
  @ApiProperty(id('Ente per cui è proposta.')) ente: string;
  @ApiProperty({ ...testo('Chi la propone; nullo se di un altro ente.', 300), ...forse }) soggetto: string | null;
  @ApiProperty(testo('Perché.', 1000)) motivo: string;
  @ApiProperty(id('La persona.')) persona: string;
  @ApiProperty({ ...id('Decisione che si annullerebbe.'), ...forse }) annulla: string | null;
  @ApiProperty(quanti('Record che cambierebbero persona.')) quanti: number;
  @ApiProperty({
    description: 'Quali, di una separazione.',
    type: [String],
    maxItems: RECORD_MOSTRATI,
  })
  record: string[];
}

export class RispostaProposte {
  @ApiProperty({ description: 'Dalla più recente.', type: [RispostaProposta], maxItems: DECISIONI_MOSTRATE })
  items: RispostaProposta[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), ...forse })
  next_cursor: string | null;
}
