import { ApiProperty } from '@nestjs/swagger';
import { CODICI_FINALITA } from '../visibilita/finalita.js';
import { PROFILI } from '../visibilita/profili.js';
import { VERBI } from './registro-accessi.js';

const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;

class RispostaEnte {
  @ApiProperty(id('Identificativo dell’ente.')) id: string;
  @ApiProperty({ description: 'Denominazione.', maxLength: 200, nullable: true, type: String }) denominazione:
    string | null;
}

class RispostaAccesso {
  @ApiProperty(id('Identificativo dell’accesso.')) id: string;
  @ApiProperty({ description: 'Ente che ha guardato.', type: RispostaEnte }) ente: RispostaEnte;
  @ApiProperty({ description: 'Finalità dichiarata.', enum: CODICI_FINALITA }) finalita: string;
  @ApiProperty({ description: 'Che cosa ha fatto.', enum: VERBI }) verbo: string;
  @ApiProperty({ description: 'Quanto gli è stato mostrato.', enum: PROFILI }) profilo: string;
  @ApiProperty({ description: 'Quando.', type: String, format: 'date-time', maxLength: 30 }) avvenuto_il: Date;
}

export class RispostaAccessi {
  @ApiProperty({ description: 'Dal più recente.', type: [RispostaAccesso], maxItems: 1000 }) items: RispostaAccesso[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), nullable: true, type: String })
  next_cursor: string | null;
}
