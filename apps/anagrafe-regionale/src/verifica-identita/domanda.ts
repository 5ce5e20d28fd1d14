import { ApiProperty } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { DomandaCodice } from '../ricerca/domanda.js';

/** Any value is let in, as in a search: what is refused must be in the register before. */
export class DomandaVerificaIdentita extends DomandaCodice {
  @ApiProperty({ description: 'Cognome.', type: String, maxLength: 100 })
  @Allow()
  cognome: unknown;

  @ApiProperty({ description: 'Nome.', type: String, maxLength: 100 })
  @Allow()
  nome: unknown;

  @ApiProperty({ description: 'Data di nascita.', type: String, format: 'date', minLength: 10, maxLength: 10 })
  @Allow()
  data_nascita: unknown;
}

export class RispostaVerificaIdentita {
  @ApiProperty({ description: 'L’identità è quella di una persona dell’anagrafe.', enum: ['si', 'no'] })
  corrisponde: 'si' | 'no';
}
