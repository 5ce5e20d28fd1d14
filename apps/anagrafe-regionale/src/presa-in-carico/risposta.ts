import { ApiProperty } from '@nestjs/swagger';
import { MOTIVI_CHIUSURA, STATI, type Stato, statoOf } from './presa-in-carico.js';

const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
const giorno = (description: string) => ({ description, format: 'date', minLength: 10, maxLength: 10 }) as const;
const forse = { nullable: true, type: String } as const;

export class RispostaPresaInCarico {
  @ApiProperty(id('Identificativo della presa in carico.')) id: string;
  @ApiProperty(id('Persona, con l’identificativo con cui fu aperta: vale anche dopo un’unione.')) persona: string;
  @ApiProperty({ description: 'Come l’ente chiama il caso.', maxLength: 64 }) riferimento: string;
  @ApiProperty({ description: 'Dove è.', enum: STATI }) stato: Stato;
  @ApiProperty(giorno('Primo giorno.')) dal: string;
  @ApiProperty({ ...giorno('Ultimo giorno; nullo se è aperta.'), ...forse }) al: string | null;
  @ApiProperty({ ...giorno('Ultimo giorno in cui mostra ancora la persona; nullo se è aperta.'), ...forse })
  vale_fino: string | null;
  @ApiProperty({ description: 'Perché fu chiusa.', enum: Object.keys(MOTIVI_CHIUSURA), ...forse })
  motivo_chiusura: string | null;
  @ApiProperty({ description: 'Posta dell’ufficio a cui rivolgersi.', maxLength: 120, ...forse })
  contatto: string | null;
}

export class RispostaPreseInCarico {
  @ApiProperty({ description: 'Dalla più recente.', type: [RispostaPresaInCarico], maxItems: 1000 })
  items: RispostaPresaInCarico[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), ...forse })
  next_cursor: string | null;
}

/** A row as it is read. */
export type RigaPresaInCarico = Omit<RispostaPresaInCarico, 'stato'>;

/** What every reading of a case selects. */
export const CAMPI = `id, persona_id AS persona, riferimento, dal, al, vale_fino, motivo_chiusura, contatto`;

export function answerOf(riga: RigaPresaInCarico, oggi: string): RispostaPresaInCarico {
  const { id: caso, persona, riferimento, dal, al, vale_fino, motivo_chiusura, contatto } = riga;
  const stato = statoOf({ dal, al, valeFino: vale_fino }, oggi);
  return { id: caso, persona, riferimento, stato, dal, al, vale_fino, motivo_chiusura, contatto };
}
