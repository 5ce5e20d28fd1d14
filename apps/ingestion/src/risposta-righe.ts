import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { STATI_RIGA } from '#libs/codici';
import { MOTIVI_NON_TRASMISSIBILE } from '#libs/contracts';
import { MOTIVI_ATTESA as TUTTI_I_MOTIVI_ATTESA } from './attesa/motivo-attesa.js';
import { FORMATO, cella, foglio, id, intero, istante, prossimaPagina, testo } from './campi-risposta.js';

/** The bodies of answers about righe, for the OpenAPI documents. Use cases give plain objects of the same shape. */
const STATI = [...STATI_RIGA];
const MOTIVI = [...MOTIVI_NON_TRASMISSIBILE];
const MOTIVI_ATTESA = [...TUTTI_I_MOTIVI_ATTESA];
const FLUSSO = { ...testo('Identificativo del messaggio a INPS.', 64), example: 'A271A.PS.20260302.0000001' };
const CODICE = { ...testo('Codice della risposta di INPS.', 64), example: 'RICHIESTA_INVALIDA' };
const DESCRIZIONE = testo('Parole di INPS, per intero.', 10_000);
const MOTIVO = { description: 'Perché la riga non va a INPS.', enum: MOTIVI };

export class RispostaPasso {
  @ApiProperty({
    description:
      'Che cosa è accaduto: lo stato a cui porta, della riga o di uno dei suoi messaggi a INPS; collegata non porta ad alcuno stato, ' +
      'trattenuta dice che la riga attende la codifica, sbloccata che prosegue.',
    enum: [...STATI, 'collegata', 'trattenuta', 'sbloccata'],
  })
  passo: string;
  @ApiProperty(istante('Quando.')) il: Date;
  @ApiPropertyOptional(id('La riga che ha sostituito o annullato questa.')) per_effetto_di?: string;
  @ApiPropertyOptional(FLUSSO) flusso?: string;
  @ApiPropertyOptional({ description: 'I inserimento, C cancellazione di ciò che INPS già aveva.', enum: ['I', 'C'] })
  operazione?: string;
  @ApiPropertyOptional(CODICE) codice?: string;
  @ApiPropertyOptional(DESCRIZIONE) descrizione?: string;
  @ApiPropertyOptional(MOTIVO) motivo?: string;
  @ApiPropertyOptional(testo('Il motivo in parole.', 500)) motivo_descrizione?: string;
}

export class RispostaEsitoInps {
  @ApiProperty(FLUSSO) flusso: string;
  @ApiProperty({ description: 'Vero se INPS ha accolto il messaggio.' }) accolto: boolean;
  @ApiProperty(CODICE) codice: string;
  @ApiProperty({ ...DESCRIZIONE, nullable: true, type: String }) descrizione: string | null;
  @ApiProperty(istante('Istante in cui Snodo ha avuto la risposta.')) il: Date;
}

export class RispostaAttesa {
  @ApiProperty(istante('Da quando.')) dal: Date;
  @ApiProperty({ description: 'Che cosa manca, oggi.', enum: MOTIVI_ATTESA }) motivo: string;
  @ApiProperty(testo('Il motivo in parole.', 500)) motivo_descrizione: string;
  @ApiProperty({ description: 'Giorno in cui l’associazione deve essere in vigore.', format: 'date', maxLength: 10 })
  giorno_evento: string;
  @ApiProperty({
    type: 'array',
    maxItems: 1000,
    items: { type: 'string', maxLength: 40 },
    description: 'Codici fra cui scegliere, se bisogna scegliere.',
    example: ['A1.04', 'A1.11'],
  })
  alternative: readonly string[];
}

/** What a riga says of itself wherever it is shown. */
export class RispostaRigaInElenco {
  @ApiProperty(id('Identificativo della riga.')) id: string;
  @ApiProperty(intero('Numero della riga nel documento, da 1.')) numero: number;
  @ApiProperty(intero('Linea del documento, da 1.')) linea: number;
  @ApiProperty(intero('Colonna, da 1.')) colonna: number;
  @ApiProperty({ description: 'Stato attuale.', enum: STATI }) stato: string;
  @ApiProperty({ description: 'INPS ha ritirato e non risponde da giorni.' }) silente: boolean;
  @ApiProperty({ ...istante('Da quando si attende la risposta di INPS.'), nullable: true })
  in_attesa_dal: Date | null;
  @ApiProperty({ description: 'La riga chiede di annullare una prestazione.' }) annullamento: boolean;
  @ApiProperty({ ...intero('Revisione del record che la riga ha prodotto.'), nullable: true }) revisione: number | null;
  @ApiProperty({ ...MOTIVO, nullable: true, enum: [...MOTIVI, null], type: String }) motivo: string | null;
  @ApiProperty({ ...testo('Il motivo in parole.', 500), nullable: true, type: String })
  motivo_descrizione: string | null;
  @ApiProperty({
    description: 'La risposta di INPS che decide: un rifiuto prima di un accoglimento, poi la più recente.',
    type: RispostaEsitoInps,
    nullable: true,
  })
  esito_inps: RispostaEsitoInps | null;
  @ApiProperty({ description: 'L’anagrafe regionale sa di chi è la riga.' }) collegata: boolean;
  @ApiProperty({
    ...testo('Ultimo giorno per completare una riga provvisoria; nullo se non lo è e non lo è mai stata.', 10),
    format: 'date',
    nullable: true,
    type: String,
  })
  completare_entro: string | null;
  @ApiProperty({ description: 'La riga è ancora provvisoria e il suo termine è passato.' }) scaduta: boolean;
  @ApiProperty(foglio) foglio: string | null;
  @ApiProperty({ ...cella, description: 'Cella in cui la riga comincia, in una tabella; altrimenti nulla.' })
  cella: string | null;
  @ApiProperty({ ...testo('Chiave della riga presso l’ente, se l’ha data.', 64), nullable: true, type: String })
  id_mittente: string | null;
  @ApiProperty({
    type: RispostaAttesa,
    nullable: true,
    description: 'Che cosa attende una riga in attesa di codifica; altrimenti nullo.',
  })
  attesa: RispostaAttesa | null;
}

export class RigaDiInvio extends RispostaRigaInElenco {
  @ApiProperty({ ...id('La riga che ha sostituito o annullato questa.'), nullable: true, type: String })
  sostituita_da: string | null;
}

export class RispostaPaginaRighe {
  @ApiProperty({ type: [RigaDiInvio], maxItems: 1000 }) items: RigaDiInvio[];
  @ApiProperty(prossimaPagina) next_cursor: string | null;
}

const CODICE_PRESTAZIONE = { maxLength: 80, nullable: true, type: String } as const;
const VERSIONI = { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 100 } } as const;

export class RispostaCodifica {
  @ApiProperty({
    ...CODICE_PRESTAZIONE,
    description: 'Il codice scritto dall’ente; nullo se è quello di INPS, nella versione dell’invio.',
    example: 'SAD',
  })
  codice_ricevuto: string | null;
  @ApiProperty({
    ...CODICE_PRESTAZIONE,
    description: 'Il codice che va a INPS; nullo se è quello scritto, o se ancora non si sa.',
    example: 'A2.07',
  })
  codice_inps: string | null;
  @ApiProperty({
    ...VERSIONI,
    description: 'Versioni con cui si è letto il codice, dalla nomenclatura dell’ente a quella di INPS.',
    example: ['LOC:E388@1', 'REG@2', 'SIUSS@1.0'],
  })
  versioni: readonly string[];
}

export class RispostaRiga extends RispostaRigaInElenco {
  @ApiProperty(id('Invio che la contiene.')) invio_id: string;
  @ApiProperty(id('Ente erogatore.')) ente_erogatore: string;
  @ApiProperty({ ...testo('Tracciato e versione.', 60), example: 'PS_PSA_SINA@201812' }) tracciato: string;
  @ApiProperty(FORMATO) formato: string | null;
  @ApiProperty({ description: 'INPS l’ha restituita in un ritorno.' }) restituita: boolean;
  @ApiProperty({ ...testo('Identità del record logico.', 64), nullable: true, type: String }) record_id: string | null;
  @ApiProperty({
    type: RispostaCodifica,
    nullable: true,
    description: 'Come si è letto il codice della prestazione; nullo se la riga è respinta.',
  })
  codifica: RispostaCodifica | null;
  @ApiProperty({ type: [RispostaPasso], maxItems: 1000 }) passi: RispostaPasso[];
}
