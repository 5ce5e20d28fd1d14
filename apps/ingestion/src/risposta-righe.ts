import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { STATI_RIGA } from '#libs/codici';
import { MOTIVI_NON_TRASMISSIBILE } from '#libs/contracts';
import { id, intero, istante, prossimaPagina, testo } from './campi-risposta.js';

/** The bodies of answers about righe, for the OpenAPI documents. Use cases give plain objects of the same shape. */
const STATI = [...STATI_RIGA];
const MOTIVI = [...MOTIVI_NON_TRASMISSIBILE];
const FLUSSO = { ...testo('Identificativo del messaggio a INPS.', 64), example: 'A271A.PS.20260302.0000001' };
const CODICE = { ...testo('Codice della risposta di INPS.', 64), example: 'RICHIESTA_INVALIDA' };
const DESCRIZIONE = testo('Parole di INPS, per intero.', 10_000);
const MOTIVO = { description: 'Perché la riga non va a INPS.', enum: MOTIVI };

export class RispostaPasso {
  @ApiProperty({
    description:
      'Che cosa è accaduto: lo stato a cui porta, della riga o di uno dei suoi messaggi a INPS; collegata non porta ad alcuno stato.',
    enum: [...STATI, 'collegata'],
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
}

export class RigaDiInvio extends RispostaRigaInElenco {
  @ApiProperty({ ...id('La riga che ha sostituito o annullato questa.'), nullable: true, type: String })
  sostituita_da: string | null;
}

export class RispostaPaginaRighe {
  @ApiProperty({ type: [RigaDiInvio], maxItems: 1000 }) items: RigaDiInvio[];
  @ApiProperty(prossimaPagina) next_cursor: string | null;
}

export class RispostaRiga extends RispostaRigaInElenco {
  @ApiProperty(id('Invio che la contiene.')) invio_id: string;
  @ApiProperty(id('Ente erogatore.')) ente_erogatore: string;
  @ApiProperty({ description: 'INPS l’ha restituita in un ritorno.' }) restituita: boolean;
  @ApiProperty({ ...testo('Identità del record logico.', 64), nullable: true, type: String }) record_id: string | null;
  @ApiProperty({ type: [RispostaPasso], maxItems: 1000 }) passi: RispostaPasso[];
}
