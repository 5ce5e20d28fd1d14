import { ApiProperty } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { CODICI_FINALITA, FINALITA } from '../visibilita/finalita.js';

const DESCRIZIONE = `Perché si cerca la persona: ${CODICI_FINALITA.map((one) => `\`${one}\`: ${FINALITA[one].testo}`).join(' ')}`;

/**
 * Any value is let in: what is missing or unknown must reach the register of accesses before it is refused, and a check on the class
 * would refuse it on the way.
 */
export class DomandaLettura {
  @ApiProperty({ description: DESCRIZIONE, enum: CODICI_FINALITA })
  @Allow()
  finalita: unknown;
}

export class DomandaRicerca extends DomandaLettura {
  @ApiProperty({
    description: 'Codice fiscale, anche provvisorio (11 cifre), o codice STP o ENI.',
    type: String,
    minLength: 11,
    maxLength: 16,
    example: 'RSSMRK66C14H501U',
  })
  @Allow()
  codice_fiscale: unknown;
}
