import { ApiProperty } from '@nestjs/swagger';
import { PROFILI_NOMINATIVI, type Profilo } from '../visibilita/profili.js';

/** Of one person, the latest. */
export const PERIODI_MOSTRATI = 200;

const GIORNO = { format: 'date', maxLength: 10, type: String } as const;
const ISTANTE = { format: 'date-time', maxLength: 40, type: String } as const;
const testo = (description: string, maxLength: number) => ({ description, maxLength }) as const;

class Periodo {
  @ApiProperty({ ...testo('Codice ISTAT del comune.', 6), pattern: '^[0-9]{6}$' }) comune: string;
  @ApiProperty({ ...GIORNO, description: 'Primo giorno.' }) dal: string;
  @ApiProperty({ ...GIORNO, description: 'Ultimo giorno; nullo se vale ancora.', nullable: true }) al: string | null;
  @ApiProperty({ ...ISTANTE, description: 'Da quando l’anagrafe regionale lo sa.' }) noto_dal: string;
  @ApiProperty({ ...ISTANTE, description: 'Fino a quando lo ha creduto; nullo se lo crede ancora.', nullable: true })
  noto_al: string | null;
}

export class RispostaResidenza extends Periodo {
  @ApiProperty({ description: 'Residenza o domicilio.', enum: ['residenza', 'domicilio'] }) genere: string;
  @ApiProperty({ description: 'Chi lo dice.', enum: ['anpr', 'anagrafe_comunale'] }) fonte: string;
  @ApiProperty({ ...testo('Indirizzo, se la fonte lo dice.', 300), nullable: true, type: String })
  indirizzo: string | null;
}

export class RispostaAppartenenza extends Periodo {
  @ApiProperty({ description: 'Famiglia anagrafica o convivenza.', enum: ['famiglia', 'convivenza'] }) tipo: string;
  @ApiProperty({ ...testo('Relazione: codice della tabella 5 di ANPR.', 2), nullable: true, type: String })
  relazione: string | null;
}

export class RispostaStoria {
  @ApiProperty({ description: 'Identificativo della persona.', format: 'uuid', maxLength: 36 }) id: string;
  @ApiProperty({ description: 'Quanto si mostra a chi chiede: la storia solo con H.', enum: PROFILI_NOMINATIVI })
  profilo: Profilo;
  @ApiProperty({ ...ISTANTE, description: 'Istante al quale era noto.' }) noto_al: string;
  @ApiProperty({
    description: 'Dalla più recente, solo nei comuni di chi chiede; nulla se il profilo non mostra la storia.',
    type: [RispostaResidenza],
    maxItems: PERIODI_MOSTRATI,
    nullable: true,
  })
  residenze: RispostaResidenza[] | null;
  @ApiProperty({
    description: 'Le famiglie e le convivenze di cui ha fatto parte, allo stesso modo.',
    type: [RispostaAppartenenza],
    maxItems: PERIODI_MOSTRATI,
    nullable: true,
  })
  famiglie: RispostaAppartenenza[] | null;
}
