import { ApiProperty } from '@nestjs/swagger';
import { RispostaProva } from '#libs/registro';
import { id, intero, istante, testo } from '../campi-risposta.js';

const impronta = (description: string) => ({ ...testo(description, 64), pattern: '^[0-9a-f]{64}$' }) as const;

class ContenutoSigillo {
  @ApiProperty(id('Invio.')) invio_id: string;
  @ApiProperty(id('Ricevuta dell’invio.')) ricevuta_id: string;
  @ApiProperty(impronta('SHA-256 dei byte ricevuti.')) impronta_sha256: string;
  @ApiProperty({ description: 'Com’è finito l’invio.', enum: ['concluso', 'illeggibile'] }) stato: string;
  @ApiProperty(intero('Righe.')) righe: number;
  @ApiProperty(impronta('Radice dell’albero degli esiti: una foglia per il documento, una per riga.')) radice: string;
  @ApiProperty(istante('Istante in cui ogni riga ha avuto il suo esito.')) concluso_il: string;
}

export class RispostaSigillo {
  @ApiProperty({ description: 'Genere della foglia.', enum: ['esiti.v1'] }) genere: string;
  @ApiProperty({ type: ContenutoSigillo, description: 'I campi della foglia.' }) contenuto: ContenutoSigillo;
  @ApiProperty({ type: RispostaProva }) prova: RispostaProva;
}
