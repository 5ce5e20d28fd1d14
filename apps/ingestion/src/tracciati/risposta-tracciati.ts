import { ApiProperty } from '@nestjs/swagger';
import { intero, testo } from '../campi-risposta.js';
import { FORME } from './forme.js';

/** The bodies of answers on tracciati, for the OpenAPI document. Use cases give plain objects of the same shape. */
class ValiditaTracciato {
  @ApiProperty({ ...testo('Primo giorno.', 10), format: 'date', example: '2018-12-01' }) dal: string;
  @ApiProperty({ ...testo('Ultimo giorno; nullo finché vale.', 10), format: 'date', type: String, nullable: true })
  al: string | null;
}

class RispostaTracciato {
  @ApiProperty({ ...testo('Codice del tracciato.', 40), example: 'PS_PSA_SINA' }) codice: string;
  @ApiProperty({ ...testo('Versione.', 19), example: '201812' }) versione: string;
  @ApiProperty(testo('Titolo.', 200)) titolo: string;
  @ApiProperty({ type: ValiditaTracciato, description: 'Giorni in cui vale.' }) validita: ValiditaTracciato;
  @ApiProperty({ ...testo('Giorno di pubblicazione.', 10), format: 'date', example: '2026-11-21' }) pubblicato: string;
  @ApiProperty(intero('Giorni che passano almeno tra la pubblicazione e l’entrata in vigore, se sostituisce un’altra.'))
  preavviso_giorni: number;
  @ApiProperty({ ...testo('Versione di cui prende il posto; nulla per la prima.', 19), type: String, nullable: true })
  versione_precedente: string | null;
  @ApiProperty({ description: 'Forme in cui si consegna.', enum: FORME, isArray: true, maxItems: FORME.length })
  forme: readonly string[];
  @ApiProperty({ description: 'Vero se se ne ricevono i depositi.' }) attivo: boolean;
}

export class RispostaTracciati {
  @ApiProperty({ type: [RispostaTracciato], maxItems: 1000 }) tracciati: RispostaTracciato[];
}

class RispostaDifferenza {
  @ApiProperty({ ...testo('Che cosa è cambiato.', 30), example: 'campo_aggiunto' }) genere: string;
  @ApiProperty({ ...testo('Campo del documento XML, colonna, o codice della regola.', 500), example: 'PS-05' })
  posto: string;
  @ApiProperty({ ...testo('Com’era; nullo se non c’era.', 10_000), type: String, nullable: true }) prima: string | null;
  @ApiProperty({ ...testo('Com’è; nullo se non c’è più.', 10_000), type: String, nullable: true }) dopo: string | null;
  @ApiProperty({ description: 'Vero se un documento giusto per la prima versione può non esserlo per la seconda.' })
  da_adeguare: boolean;
}

export class RispostaDifferenze {
  @ApiProperty({ ...testo('Codice del tracciato.', 40), example: 'PS_PSA_SINA' }) codice: string;
  @ApiProperty({ ...testo('Versione da cui si parte.', 19), example: '201812' }) da: string;
  @ApiProperty({ ...testo('Versione a cui si arriva.', 19), example: '202701' }) a: string;
  @ApiProperty({ type: [RispostaDifferenza], maxItems: 10_000 }) differenze: RispostaDifferenza[];
}
