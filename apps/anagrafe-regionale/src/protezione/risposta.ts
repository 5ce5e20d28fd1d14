import { ApiProperty } from '@nestjs/swagger';
import { CODICI_GENERE, type GenereProtezione } from './generi.js';

const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
const istante = (description: string) => ({ description, type: String, format: 'date-time', maxLength: 30 }) as const;

export class RispostaProtezione {
  @ApiProperty(id('Identificativo della protezione.')) id: string;
  @ApiProperty(id('Persona protetta.')) persona: string;
  @ApiProperty({ description: 'Perché è protetta.', enum: CODICI_GENERE }) genere: GenereProtezione;
  @ApiProperty({ description: 'Il motivo scritto da chi l’ha messa.', maxLength: 1000 }) motivo: string;
  @ApiProperty(istante('Da quando.')) dal: Date;
  @ApiProperty({ ...istante('Fino a quando; nullo se è in corso.'), nullable: true }) al: Date | null;
  @ApiProperty({ description: 'Perché è finita.', maxLength: 1000, nullable: true, type: String })
  motivo_fine: string | null;
}

export class RispostaProtezioni {
  @ApiProperty({ description: 'Dalla più recente.', type: [RispostaProtezione], maxItems: 500 })
  items: RispostaProtezione[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), nullable: true, type: String })
  next_cursor: string | null;
}
