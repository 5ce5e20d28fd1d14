import { ApiProperty } from '@nestjs/swagger';
import { RispostaPersona } from '../ricerca/risposta.js';
import { ESITI_ESAME, type EsitoEsame } from './domanda.js';

const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
const istante = (description: string) => ({ description, type: String, format: 'date-time', maxLength: 30 }) as const;

export class RispostaUrgente {
  @ApiProperty(id('Identificativo dell’accesso urgente.')) id: string;
  @ApiProperty(istante('Fino a quando la persona si vede.')) fino_al: Date;
  @ApiProperty({ description: 'La persona.', type: RispostaPersona }) persona: RispostaPersona;
}

class RispostaEnteUrgente {
  @ApiProperty(id('Identificativo dell’ente.')) id: string;
  @ApiProperty({ description: 'Denominazione.', maxLength: 200, nullable: true, type: String })
  denominazione: string | null;
}

export class RispostaEsame {
  @ApiProperty({ description: 'Che cosa si è trovato.', enum: ESITI_ESAME }) esito: EsitoEsame;
  @ApiProperty({ description: 'Perché.', maxLength: 1000 }) motivo: string;
  @ApiProperty(istante('Quando.')) esaminato_il: Date;
}

export class RispostaAvviso {
  @ApiProperty(id('Identificativo dell’accesso urgente.')) id: string;
  @ApiProperty({ description: 'Ente che l’ha chiesto.', type: RispostaEnteUrgente }) ente: RispostaEnteUrgente;
  @ApiProperty({ ...id('Persona aperta; nulla se non è stata aperta.'), nullable: true, type: String })
  persona: string | null;
  @ApiProperty({
    ...id('Protezione messa su chi non si vedeva per altra via: è lei che mostra la persona; nulla per un accesso.'),
    nullable: true,
    type: String,
  })
  protezione: string | null;
  @ApiProperty({ description: 'Vero se la persona è stata aperta.' }) concesso: boolean;
  @ApiProperty(istante('Da quando.')) dal: Date;
  @ApiProperty(istante('Fino a quando; di una protezione, l’istante in cui fu messa.')) al: Date;
  @ApiProperty({ description: 'Il motivo scritto da chi l’ha chiesto.', maxLength: 1000 }) motivo: string;
  @ApiProperty({ ...istante('Entro quando va esaminato.') }) esame_entro: Date;
  @ApiProperty({ description: 'L’esame; nullo finché manca.', type: RispostaEsame, nullable: true })
  esame: RispostaEsame | null;
}

export class RispostaAvvisi {
  @ApiProperty({ description: 'Dal più recente.', type: [RispostaAvviso], maxItems: 500 }) items: RispostaAvviso[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), nullable: true, type: String })
  next_cursor: string | null;
}
