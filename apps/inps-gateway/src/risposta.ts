import { ApiProperty } from '@nestjs/swagger';
import { STATI_FLUSSO } from './flusso/leggi-flussi.js';
import { MODALITA, type Modalita } from './modalita/modalita.js';

/** The bodies of answers, for the OpenAPI document. Use cases give plain objects of the same shape. */
const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
const istante = (description: string) => ({ description, type: 'string', format: 'date-time', maxLength: 30 }) as const;
const giorno = (description: string) => ({ description, type: 'string', format: 'date', maxLength: 10 }) as const;
const intero = (description: string) =>
  ({ description, type: 'integer', format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) as const;
const testo = (description: string, maxLength: number) => ({ description, maxLength }) as const;
const CONTEGGI = { type: 'object', additionalProperties: intero('Quanti.') } as const;

class ModalitaInVigore {
  @ApiProperty(testo('Codice del tracciato.', 40)) tracciato: string;
  @ApiProperty({ description: 'Modalità in vigore oggi.', enum: MODALITA }) modalita: Modalita;
  @ApiProperty({ ...giorno('Da quando; nullo se l’ente non ha mai scelto.'), nullable: true }) dal: string | null;
}

export class RispostaScelta {
  @ApiProperty(testo('Codice del tracciato.', 40)) tracciato: string;
  @ApiProperty({ description: 'Modalità scelta.', enum: MODALITA }) modalita: Modalita;
  @ApiProperty(giorno('Primo giorno in cui vale.')) dal: string;
  @ApiProperty(istante('Istante della scelta.')) scelta_il: Date;
}

export class RispostaModalita {
  @ApiProperty({ description: 'Una per tracciato.', type: [ModalitaInVigore], maxItems: 100 })
  in_vigore: ModalitaInVigore[];
  @ApiProperty({ description: 'Scelte fatte, dalla più recente.', type: [RispostaScelta], maxItems: 1000 })
  storia: RispostaScelta[];
}

class EsitoDiFlusso {
  @ApiProperty({ ...testo('Codice dell’esito, come lo scrive INPS.', 64), example: 'OK' }) codice: string;
  @ApiProperty({ ...testo('Parole di INPS.', 20_000), nullable: true, type: String }) descrizione: string | null;
  @ApiProperty({ ...testo('Codice di acquisizione dato da INPS.', 200), nullable: true, type: String })
  id_acquisizione: string | null;
  @ApiProperty({ ...istante('Quando INPS dice di averlo acquisito.'), nullable: true }) acquisito_il: Date | null;
  @ApiProperty(istante('Quando INPS lo ha comunicato.')) ricevuto_il: Date;
}

class FlussoPubblicato {
  @ApiProperty({ ...testo('Identificativo del flusso presso INPS.', 64), example: 'H211.PS.20260310.0000001' })
  id_flusso: string;
  @ApiProperty(istante('Posto nel registro dei flussi dell’ente.')) ts_flusso: Date;
  @ApiProperty(id('Riga da cui viene.')) riga_id: string;
  @ApiProperty({ description: 'I: inserimento; C: annullamento di quanto pubblicato prima.', enum: ['I', 'C'] })
  operazione: 'I' | 'C';
  @ApiProperty({ description: 'A che punto è.', enum: STATI_FLUSSO }) stato: (typeof STATI_FLUSSO)[number];
  @ApiProperty({ description: 'Ultimo esito comunicato da INPS.', type: EsitoDiFlusso, nullable: true })
  esito: EsitoDiFlusso | null;
}

export class RispostaPaginaFlussi {
  @ApiProperty({ description: 'Dal più recente.', type: [FlussoPubblicato], maxItems: 1000 }) items: FlussoPubblicato[];
  @ApiProperty({ ...testo('Da riprendere in cursor per la pagina seguente.', 200), nullable: true, type: String })
  next_cursor: string | null;
}

class RiepilogoDiEnte {
  @ApiProperty(id('Ente.')) ente: string;
  @ApiProperty(testo('Denominazione.', 300)) denominazione: string;
  @ApiProperty(intero('Flussi a disposizione di INPS, non ancora ritirati.')) pubblicati: number;
  @ApiProperty(intero('Flussi ritirati, ancora senza esito.')) ritirati: number;
  @ApiProperty(intero('Flussi accolti.')) accolti: number;
  @ApiProperty(intero('Flussi respinti.')) respinti: number;
  @ApiProperty({ ...istante('Il più vecchio che INPS non ha ancora ritirato.'), nullable: true })
  piu_vecchio_non_ritirato: Date | null;
  @ApiProperty({ ...istante('Ultima volta che INPS ha chiesto flussi.'), nullable: true })
  ultima_interrogazione: Date | null;
  @ApiProperty({ ...CONTEGGI, description: 'Record non trasmessi da Snodo, per motivo.' })
  non_trasmissibili: Readonly<Record<string, number>>;
}

export class RispostaRiepilogo {
  @ApiProperty({ description: 'Uno per ente.', type: [RiepilogoDiEnte], maxItems: 10_000 }) items: RiepilogoDiEnte[];
}
