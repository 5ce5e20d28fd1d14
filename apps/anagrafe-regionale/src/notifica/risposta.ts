import { ApiProperty } from '@nestjs/swagger';
import { GRUPPI_SOTTOSCRIVIBILI } from '../sottoscrizione/sottoscrizione.js';
import { gruppiOf } from '../variazione/gruppi.js';
import { TIPI_NOTIFICA, type TipoNotifica } from './esame.js';

const soggetto = (description: string) => ({ description, maxLength: 32, pattern: '^[0-9a-f]{32}$' }) as const;

export class RispostaNotifica {
  @ApiProperty({
    description: 'Cresce di uno a ogni notifica dell’ente, senza salti.',
    type: 'integer',
    format: 'int64',
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
  })
  numero: number;
  @ApiProperty({ description: 'Che cosa è accaduto.', enum: TIPI_NOTIFICA }) tipo: TipoNotifica;
  @ApiProperty({ description: 'Sottoscrizione per la quale lo si dice.', format: 'uuid', maxLength: 36 })
  sottoscrizione: string;
  @ApiProperty(soggetto('Nome della persona, o della famiglia, dato alla sottoscrizione.')) soggetto: string;
  @ApiProperty({
    ...soggetto('Di un’unione o di una separazione, il nome dell’altra persona, che l’ente segue anch’essa.'),
    nullable: true,
    type: String,
  })
  altro_soggetto: string | null;
  @ApiProperty({
    description: 'Che cosa è cambiato, mai come: i valori si leggono con una finalità.',
    type: [String],
    enum: GRUPPI_SOTTOSCRIVIBILI,
    maxItems: 10,
  })
  gruppi: string[];
  @ApiProperty({
    description: 'Da quando vale, se è un giorno solo.',
    format: 'date',
    maxLength: 10,
    nullable: true,
    type: String,
  })
  decorrenza: string | null;
  @ApiProperty({
    description: 'Quando è stata numerata: alla fine di una finestra, mai nell’istante del fatto.',
    type: String,
    format: 'date-time',
    maxLength: 30,
  })
  emessa_il: Date;
}

export class RispostaVariazioni {
  @ApiProperty({ description: 'In ordine di numero.', type: [RispostaNotifica], maxItems: 500 })
  items: RispostaNotifica[];
  @ApiProperty({
    description: 'Da conservare e ripetere nel parametro cursor, anche se la pagina è vuota.',
    maxLength: 16,
    pattern: '^[0-9]+$',
  })
  next_cursor: string;
  @ApiProperty({ description: 'Vero se ce ne sono già altre.' }) altre: boolean;
}

/** A notifica as it is stored. */
export interface RigaNotifica {
  readonly numero: number;
  readonly sottoscrizione: string;
  readonly soggetto: Buffer;
  readonly altro_soggetto: Buffer | null;
  readonly tipo: TipoNotifica;
  readonly gruppi: number;
  readonly decorrenza: string | null;
  readonly emessa_il: Date;
}

export function notificaOf({
  numero,
  tipo,
  sottoscrizione,
  decorrenza,
  emessa_il,
  ...riga
}: RigaNotifica): RispostaNotifica {
  return {
    numero,
    tipo,
    sottoscrizione,
    soggetto: riga.soggetto.toString('hex'),
    altro_soggetto: riga.altro_soggetto?.toString('hex') ?? null,
    gruppi: gruppiOf(riga.gruppi),
    decorrenza,
    emessa_il,
  };
}
