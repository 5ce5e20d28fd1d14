import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { RispostaProva } from '#libs/registro';
import { CONTEGGI, FORMATO, STATI_INVIO, id, intero, istante, prossimaPagina, testo } from './campi-risposta.js';

/** The bodies of answers, for the OpenAPI documents. Use cases give plain objects of the same shape. */
export class RispostaRicevuta {
  @ApiProperty(id('Identificativo della ricevuta.')) id: string;
  @ApiProperty({ ...testo('Numero della ricevuta.', 30), example: '2026/123' }) numero: string;
  @ApiProperty(id('Invio ricevuto.')) invio_id: string;
  @ApiProperty(id('Ente mittente.')) ente: string;
  @ApiProperty({ ...testo('Tracciato e versione.', 60), example: 'PS_PSA_SINA@201812' }) tracciato: string;
  @ApiProperty(intero('Byte ricevuti.')) dimensione: number;
  @ApiProperty({ ...testo('SHA-256 dei byte ricevuti.', 64), pattern: '^[0-9a-f]{64}$' }) impronta_sha256: string;
  @ApiPropertyOptional({
    ...testo('SHA-256 di ciò che è conservato, se Snodo ha tolto codici fiscali prima di conservarlo.', 64),
    pattern: '^[0-9a-f]{64}$',
  })
  impronta_conservata?: string;
  @ApiProperty(istante('Istante della ricezione.')) ricevuto_il: string;
  @ApiProperty(testo('Firma Ed25519 degli altri campi (JWS compatto).', 4096)) firma: string;
}

export class RispostaRicevutaConProva extends RispostaRicevuta {
  @ApiPropertyOptional({ type: RispostaProva, description: 'Da quando la ricevuta è nel registro sigillato.' })
  prova?: RispostaProva;
}

export class RispostaDeposito {
  @ApiProperty(id('Identificativo dell’invio.')) id: string;
  @ApiProperty({ description: 'Vero se gli stessi byte erano già stati depositati.' }) ripetuto: boolean;
  @ApiProperty({ type: RispostaRicevuta }) ricevuta: RispostaRicevuta;
}

export class RispostaInvio {
  @ApiProperty(id('Identificativo dell’invio.')) id: string;
  @ApiProperty({ description: 'Stato dell’invio.', enum: STATI_INVIO }) stato: string;
  @ApiProperty(id('Ente mittente.')) ente_mittente: string;
  @ApiProperty({ ...id('Ente erogatore del documento, quando è stato letto.'), nullable: true, type: String })
  ente_erogatore: string | null;
  @ApiProperty(testo('Tracciato e versione.', 60)) tracciato: string;
  @ApiProperty(testo('Canale di arrivo.', 20)) canale: string;
  @ApiProperty(FORMATO) formato: string | null;
  @ApiProperty({
    description: 'Forma del documento ricevuto, se Snodo ne ha conservata un’altra senza codici fiscali.',
    enum: ['csv', 'xlsx', 'json', 'ndjson', null],
    nullable: true,
    type: String,
  })
  formato_ricevuto: string | null;
  @ApiProperty({
    ...testo('Foglio letto, di una cartella di lavoro conservata come CSV.', 200),
    nullable: true,
    type: String,
  })
  foglio_ricevuto: string | null;
  @ApiProperty(intero('Byte ricevuti.')) dimensione: number;
  @ApiProperty(istante('Istante della ricezione.')) ricevuto_il: Date;
  @ApiProperty({ ...istante('Istante in cui ogni riga ha avuto il suo esito.'), nullable: true })
  concluso_il: Date | null;
  @ApiProperty({ ...istante('Istante dell’annullamento.'), nullable: true }) annullato_il: Date | null;
  @ApiProperty({ description: 'Esito dello schema ufficiale sull’intero documento.', nullable: true, type: Boolean })
  schema_valido: boolean | null;
  @ApiProperty({ ...testo('Versione della nomenclatura usata.', 60), nullable: true, type: String })
  nomenclatura: string | null;
  @ApiProperty({ ...intero('Righe ricevute.'), nullable: true }) righe: number | null;
  @ApiProperty({ ...id('Ricevuta dell’invio.'), nullable: true, type: String }) ricevuta_id: string | null;
}

export class RispostaInvioConStati extends RispostaInvio {
  @ApiProperty({ ...CONTEGGI, description: 'Righe visibili per stato.' }) righe_per_stato: Record<string, number>;
  @ApiProperty(intero('Di queste, quante INPS ha ritirato e lascia senza risposta da giorni.')) righe_silenti: number;
  @ApiProperty(intero('Giorni senza risposta dopo i quali una riga è silente.')) giorni_silenzio: number;
}

export class RispostaPaginaInvii {
  @ApiProperty({ type: [RispostaInvio], maxItems: 1000 }) items: RispostaInvio[];
  @ApiProperty(prossimaPagina) next_cursor: string | null;
}

export class RispostaAnnullamento {
  @ApiProperty(id('Invio annullato.')) invio_id: string;
  @ApiProperty(istante('Istante dell’annullamento.')) annullato_il: Date;
}

export class RilievoDiVerifica {
  @ApiProperty({ ...intero('Numero della riga, da 1; nullo se il rilievo è sul documento.'), nullable: true })
  riga: number | null;
  @ApiProperty(intero('Linea del documento, da 1.')) linea: number;
  @ApiProperty(intero('Colonna, da 1, in caratteri.')) colonna: number;
  @ApiProperty(testo('Campo.', 200)) campo: string;
  @ApiPropertyOptional(testo('Valore ricevuto.', 400)) valore?: string;
  @ApiProperty(testo('Codice della regola.', 20)) regola: string;
  @ApiProperty({ description: 'L’errore respinge la riga, l’avviso no.', enum: ['errore', 'avviso'] }) gravita: string;
  @ApiProperty(testo('Che cosa non va.', 2000)) messaggio: string;
  @ApiProperty(testo('Come rimediare.', 2000)) rimedio: string;
  @ApiProperty(testo('Da dove viene la regola.', 2000)) fonte: string;
  @ApiProperty({ description: 'Chi deve rimediare.', enum: ['mittente', 'hub'] }) colpa: string;
}

export class VerificaMancante {
  @ApiProperty(testo('Codice della verifica.', 20)) codice: string;
  @ApiProperty(testo('Che cosa si verifica solo al deposito.', 500)) descrizione: string;
}

export class RispostaVerifica {
  @ApiProperty({ description: 'Se il documento si legge per intero.', enum: ['letto', 'illeggibile'] }) stato: string;
  @ApiProperty({ description: 'Esito dello schema ufficiale.' }) schema_valido: boolean;
  @ApiProperty({
    ...testo('Versione della nomenclatura usata; nulla se il tracciato non ha prestazioni.', 60),
    nullable: true,
    type: String,
  })
  nomenclatura: string | null;
  @ApiProperty(intero('Righe del documento.')) righe: number;
  @ApiProperty(intero('Righe senza errori.')) righe_senza_errori: number;
  @ApiProperty({ type: [RilievoDiVerifica], maxItems: 1000 }) rilievi: RilievoDiVerifica[];
  @ApiProperty(intero('Rilievi oltre a quelli elencati.')) rilievi_omessi: number;
  @ApiProperty({ type: [VerificaMancante], maxItems: 100 }) non_verificato: VerificaMancante[];
}
