import { ApiProperty } from '@nestjs/swagger';
import { STATI_CIVILI, STATO_CIVILE_IGNOTO } from '#libs/codici';
import type { LegamiPersona } from '../visibilita/legami-persona.js';
import { PROFILI_NOMINATIVI, type Profilo } from '../visibilita/profili.js';

/** Of one code: more than a few are a code that is used for anybody. */
export const PERSONE_MOSTRATE = 20;
/** Of its own ente, the newest. */
export const SCHEDE_MOSTRATE = 100;

const testo = (description: string, maxLength: number) => ({ description, maxLength }) as const;
const giorno = (description: string) => ({ description, format: 'date', maxLength: 10, type: String }) as const;
const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;

export class RispostaScheda {
  @ApiProperty({ ...testo('Record dell’ente: lo stesso in ogni sua correzione.', 64), pattern: '^[0-9a-f]{64}$' })
  record: string;
  @ApiProperty({
    description: 'Revisione del record.',
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: 2 ** 31 - 1,
  })
  revisione: number;
  @ApiProperty(id('Riga che l’ha portata: se ne segue il percorso con l’API «esiti».')) riga: string;
  @ApiProperty({ ...testo('Tracciato e versione.', 60), example: 'PS_PSA_SINA@201812' }) tracciato: string;
  @ApiProperty(id('Ente erogatore: sempre quello di chi chiede.')) ente_erogatore: string;
  @ApiProperty({ description: 'Istante in cui la riga è stata accettata.', format: 'date-time', maxLength: 30 })
  accettata_il: string;
}

export class RispostaComune {
  @ApiProperty({ ...testo('Codice ISTAT.', 6), pattern: '^[0-9]{6}$' }) codice_istat: string;
  @ApiProperty({ ...testo('Denominazione; nulla se il codice è sconosciuto.', 100), nullable: true, type: String })
  denominazione: string | null;
}

export class RispostaLuogo {
  @ApiProperty({ ...testo('Codice catastale del comune o dello stato.', 4), pattern: '^[A-Z][0-9]{3}$' })
  codice_belfiore: string;
  @ApiProperty({ ...testo('Denominazione; nulla se il codice è sconosciuto.', 200), nullable: true, type: String })
  denominazione: string | null;
}

export class RispostaIdentificativo {
  @ApiProperty({
    description: 'Chi dà il codice; `locale` è quello del proprio ente.',
    enum: ['codice_fiscale', 'codice_fiscale_provvisorio', 'stp', 'eni', 'id_anpr', 'locale'],
  })
  sistema: string;
  @ApiProperty(testo('Codice.', 64)) codice: string;
}

export class RispostaResidenza {
  @ApiProperty({ ...testo('Indirizzo; nullo se nessuno lo ha detto.', 300), nullable: true, type: String })
  indirizzo: string | null;
  @ApiProperty(giorno('Primo giorno.')) dal: string;
}

export class RispostaStatoCivile {
  @ApiProperty({
    description: 'Codice della tabella 1 di ANPR.',
    enum: Object.keys(STATI_CIVILI).filter((codice) => codice !== STATO_CIVILE_IGNOTO),
  })
  codice: string;
  @ApiProperty(testo('Lo stato civile, in parole.', 60)) descrizione: string;
  @ApiProperty({ ...giorno('Primo giorno; nullo se non è stato detto.'), nullable: true }) dal: string | null;
}

export class RispostaPersona {
  @ApiProperty(id('Identificativo della persona nell’anagrafe regionale.')) id: string;
  @ApiProperty({
    description:
      'Quanto si mostra: M, quanto serve a riconoscere la persona; B, anche ciò che serve a lavorare con lei e le schede del proprio ente; H, anche la sua storia.',
    enum: PROFILI_NOMINATIVI,
  })
  profilo: Profilo;
  @ApiProperty({
    description:
      'Vero se più persone che chi chiede può vedere hanno lo stesso codice e nomi diversi: di una almeno il codice è sbagliato.',
  })
  dubbia: boolean;
  @ApiProperty({
    ...testo('Codice fiscale, anche provvisorio, o codice STP o ENI; nullo se la persona non ne ha.', 16),
    minLength: 11,
    nullable: true,
    type: String,
  })
  codice_fiscale: string | null;
  @ApiProperty(testo('Cognome.', 100)) cognome: string;
  @ApiProperty(testo('Nome.', 100)) nome: string;
  @ApiProperty({ description: 'Sesso; nullo se nessuno lo ha detto.', enum: ['M', 'F'], nullable: true, type: String })
  sesso: 'M' | 'F' | null;
  @ApiProperty({ ...giorno('Data di nascita; nulla se se ne sa solo l’anno.'), nullable: true })
  data_nascita: string | null;
  @ApiProperty({
    description: 'Anno di nascita; nullo se nessuno lo ha detto.',
    type: 'integer',
    format: 'int32',
    minimum: 0,
    maximum: 9999,
    nullable: true,
  })
  anno_nascita: number | null;
  @ApiProperty({
    description: 'Comune o stato di nascita; nullo se nessuno lo ha detto.',
    type: RispostaLuogo,
    nullable: true,
  })
  luogo_nascita: RispostaLuogo | null;
  @ApiProperty({
    description: 'Comune di residenza; nullo all’estero o se ignoto.',
    type: RispostaComune,
    nullable: true,
  })
  comune_residenza: RispostaComune | null;
  @ApiProperty({
    description: 'Se vive; `decesso_segnalato` è detto da una sola fonte, e non è certo.',
    enum: ['in_vita', 'decesso_segnalato', 'deceduta'],
  })
  vita: LegamiPersona['vita'];
  @ApiProperty({ ...giorno('Data del decesso; nulla se vive o se non si sa.'), nullable: true })
  data_decesso: string | null;
  @ApiProperty({
    description: 'Codici con i quali la persona è nota oggi. Vuoto se il profilo non li mostra.',
    type: [RispostaIdentificativo],
    maxItems: 20,
  })
  identificativi: RispostaIdentificativo[];
  @ApiProperty({
    description: 'Cittadinanze: codici ISO 3166 numerici. Vuoto se il profilo non le mostra.',
    type: [String],
    maxItems: 10,
  })
  cittadinanze: string[];
  @ApiProperty({
    description: 'Stato civile; nullo se nessuna anagrafe l’ha detto, o se il profilo non lo mostra.',
    type: RispostaStatoCivile,
    nullable: true,
  })
  stato_civile: RispostaStatoCivile | null;
  @ApiProperty({
    description:
      'Residenza di oggi, nel comune indicato; nulla se nessuna anagrafe l’ha detta, o se il profilo non la mostra.',
    type: RispostaResidenza,
    nullable: true,
  })
  residenza: RispostaResidenza | null;
  @ApiProperty({
    ...testo('Dove chiedere (POST) la sua famiglia; nullo se il profilo non la mostra.', 100),
    nullable: true,
    type: String,
  })
  famiglia: string | null;
  @ApiProperty({
    ...testo('Dove chiedere (POST) la sua storia; nullo se il profilo non la mostra.', 100),
    nullable: true,
    type: String,
  })
  storia: string | null;
  @ApiProperty({
    description: 'Ciò che il proprio ente ha trasmesso, dalla più recente; mai di altri enti.',
    type: [RispostaScheda],
    maxItems: SCHEDE_MOSTRATE,
  })
  schede: RispostaScheda[];
}

export class RispostaRicerca {
  @ApiProperty({
    description: 'Nessuna, se non esiste o non compete a chi chiede.',
    type: [RispostaPersona],
    maxItems: PERSONE_MOSTRATE,
  })
  items: RispostaPersona[];
}
