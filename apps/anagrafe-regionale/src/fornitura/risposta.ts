import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { IdCursor, PageSize } from '#libs/http';
import { MOTIVI } from './freni.js';

const STATI = ['in_arrivo', 'completa', 'sospesa', 'in_applicazione', 'applicata', 'rifiutata'] as const;
const RIFIUTI = ['ente_senza_anagrafe', 'scaduta'] as const;
/** Of one page. */
const LIMITE = 200;
/** Longer than this is no reason, but a document. */
const MOTIVO_MASSIMO = 500;

const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
const istante = (description: string) =>
  ({ description, format: 'date-time', maxLength: 30, type: String, nullable: true }) as const;
const numero = (description: string) =>
  ({ description, type: 'integer', format: 'int32', minimum: 0, maximum: 2 ** 31 - 1 }) as const;

export class DomandaForniture {
  @IdCursor()
  cursor?: string;

  @PageSize(LIMITE, { elements: 'Forniture', usual: 50 })
  limit: number = 50;
}

export class MotivoDecisione {
  @ApiProperty({
    description: 'Perché si decide così; resta agli atti, senza dati di persone.',
    minLength: 5,
    maxLength: MOTIVO_MASSIMO,
  })
  @IsString()
  @MinLength(5)
  @MaxLength(MOTIVO_MASSIMO)
  motivo: string;
}

export class RispostaFornitura {
  @ApiProperty(id('Identificativo della fornitura.')) id: string;
  @ApiProperty(id('Invio che l’ha portata.')) invio: string;
  @ApiProperty(id('Comune di cui è l’anagrafe.')) ente: string;
  @ApiProperty({ description: 'Consegna, o annullamento di un intero invio.', enum: ['consegna', 'annullamento'] })
  verso: string;
  @ApiProperty({
    description: 'Tipo; nullo finché non ne è arrivata una riga.',
    enum: ['completa', 'incrementale'],
    nullable: true,
    type: String,
  })
  tipo: string | null;
  @ApiProperty({ description: 'Stato.', enum: STATI }) stato: string;
  @ApiProperty({
    description:
      'Perché è sospesa: più residenti deceduti o usciti, o più persone che non gli risultano dichiarate proprie, del limite (lo sono poi tutte, per un giorno), o più persone già dichiarate che una completa non nomina, o troppe forniture in un giorno; o rifiutata: l’ente non ha un’anagrafe, o è scaduta.',
    type: [String],
    enum: [...MOTIVI, ...RIFIUTI],
    maxItems: MOTIVI.length + RIFIUTI.length,
  })
  motivi: string[];
  @ApiProperty({ ...numero('Righe che l’invio ha portato; nullo finché non è concluso.'), nullable: true })
  righe: number | null;
  @ApiProperty(numero('Righe arrivate.')) arrivate: number;
  @ApiProperty({
    ...numero('Residenti noti che dichiara deceduti o usciti: solo se sono più del limite.'),
    nullable: true,
  })
  uscite: number | null;
  @ApiProperty({
    ...numero(
      'Persone che il comune aveva dichiarato residenti, che questa fornitura completa non nomina e che non ha più nominato: si leggono in `non-piu-dichiarate`. Nullo se la fornitura non è completa, se non è ancora giudicata o è rifiutata, e per chi non è il comune.',
    ),
    nullable: true,
  })
  non_piu_dichiarate: number | null;
  @ApiProperty(istante('Quando è arrivata la prima riga.')) ricevuta_il: string | null;
  @ApiProperty(istante('Quando è stata giudicata.')) giudicata_il: string | null;
  @ApiProperty(istante('Quando è finita.')) conclusa_il: string | null;
}

export class RispostaForniture {
  @ApiProperty({ description: 'Dalla più recente.', type: [RispostaFornitura], maxItems: LIMITE })
  items: RispostaFornitura[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), nullable: true, type: String })
  next_cursor: string | null;
}
