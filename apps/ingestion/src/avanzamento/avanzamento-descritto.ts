import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { CONTEGGI, STATI_INVIO, id, intero, istante } from '../campi-risposta.js';
import { FASI, TRAGUARDI, type Traguardo } from './avanzamento.js';

/** Query of who listens. */
export class DomandaEventi {
  @ApiPropertyOptional({
    description: 'Fin dove seguire: fino all’esito dei controlli di Snodo, o alla risposta di INPS su ogni riga.',
    enum: [...TRAGUARDI],
    default: 'controllo',
  })
  @IsOptional()
  @IsIn(TRAGUARDI)
  fino_a: Traguardo = 'controllo';
}

/** What an event tells. */
export class RispostaAvanzamento {
  @ApiProperty(id('Invio.')) invio_id: string;
  @ApiProperty({ description: 'Stato dell’invio.', enum: STATI_INVIO }) stato: string;
  @ApiProperty({ description: 'A che punto è il lavoro; ferma attende un operatore di Snodo.', enum: [...FASI] })
  fase: string;
  @ApiProperty({ ...intero('Righe del documento; nullo finché non è letto per intero.'), nullable: true })
  righe: number | null;
  @ApiProperty(intero('Righe già lette e giudicate.')) righe_lette: number;
  @ApiProperty(intero('Righe il cui esito ha già avuto effetto.')) righe_applicate: number;
  @ApiProperty({
    ...CONTEGGI,
    description:
      'Righe per stato: di tutto l’invio durante il lavoro (per chi l’ha inviato; nessuna per altri), quelle visibili alla fine.',
  })
  righe_per_stato: Record<string, number>;
  @ApiProperty(intero('Di queste, quante INPS lascia senza risposta da giorni.')) righe_silenti: number;
  @ApiProperty({ ...istante('Istante in cui ogni riga ha avuto il suo esito.'), nullable: true })
  concluso_il: Date | null;
  @ApiProperty({ ...istante('Istante dell’annullamento.'), nullable: true }) annullato_il: Date | null;
}
