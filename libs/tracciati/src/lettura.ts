import type { Codifica } from './contesto.js';
import type { Rilievo } from './rilievo.js';

/** The natural key of a logical record (with the ente erogatore, which the depositor's act decides). */
export interface ChiaveRiga {
  /** The sender's own stable key, where the layout has a place for it. */
  idMittente?: string;
  /** Empty, like the two below, where the tracciato has none. */
  codiceFiscale: string;
  /** Only of a tracciato that carries a pseudonym instead. */
  idBeneficiario?: string;
  codicePrestazione: string;
  protocolloDomanda: string;
  /** Payment date of a one-off, start date of a periodic one; empty when neither is given. */
  data: string;
  /** Only of a tracciato whose records are persons: which of its identifiers, and its value; empty without any. */
  persona?: string;
}

/** A canonical record, as `RigaLetta.contenuto` describes it; also what of it went through JSON. */
export type Contenuto = Readonly<Record<string, unknown>>;

/** One riga with its verdict. */
export interface RigaLetta {
  /** From 1, in the order of the document. */
  numero: number;
  /** Of the start tag of the riga; in a table its row, and column 1; in JSON where its object begins. */
  linea: number;
  colonna: number;
  /** Name of the sheet, in a workbook. */
  foglio?: string;
  /** Who answers for the riga, where the riga itself says so; missing in XML, whose heading speaks for all. */
  mittenza?: Mittenza;
  /** What the riga itself says of the document; missing in XML, whose heading says it. */
  fornitura?: DichiarazioneFornitura;
  /** An urgent riga with gaps: it is kept and shown, never published, and a later one completes it. */
  provvisoria?: true;
  /**
   * The canonical record: camelCase keys, plain JSON; money in integer cents, hours in minutes, days `YYYY-MM-DD`. Keys stand always
   * in the same order; what the sender did not write is undefined.
   */
  contenuto: Record<string, unknown>;
  rilievi: Rilievo[];
  annullamento: boolean;
  /** Of what the sender wrote. */
  chiave: ChiaveRiga;
  /** What the code of the prestazione is on the event date; `contenuto` keeps it as written. */
  codifica: Codifica;
  /** False when the riga, or the beneficiario it belongs to, breaks the official schema. Not a refusal: `rilievi` decide. */
  schemaValida: boolean;
}

/** Of a riga of a table or of JSON. */
export interface Mittenza {
  /** Any code of the ente erogatore, as written; missing: the ente the invio is of. */
  ente?: string;
  /** Codice fiscale of the operator of the ente erogatore, as written in capitals; missing: not said. */
  codiceFiscaleOperatore?: string;
}

/** What a sender says of a document that may be all that it has. */
export interface DichiarazioneFornitura {
  tipo?: 'completa' | 'incrementale';
  /** Legal day on which the archive was read. */
  al?: string;
  /** Righe of the whole document, as the sender counted them. */
  righe?: number;
}

/** What a document is found to be, of a tracciato whose documents are forniture. */
export interface FornituraLetta {
  /** `completa` only if every riga says so, of one ente, and the document has the righe that it declares. */
  tipo: 'completa' | 'incrementale';
  al?: string;
  righe: number;
  /** Righe that say that the person is dead, and those that say that it has left. */
  decessi: number;
  uscite: number;
}

/** How a document is written; found by its content, never by its name. */
export type FormatoDocumento = 'xml' | 'csv' | 'xlsx' | 'json' | 'ndjson';

/** Who sends: the document's own heading, empty strings where it says nothing. */
export interface Testata {
  nomeFlusso: string;
  enteCodice: string;
  enteDenominazione: string;
  /** Belfiore code of the seat. */
  enteIndirizzo: string;
  codiceFiscaleOperatore: string;
  /** Only of a tracciato whose documents are forniture. */
  tipoFornitura?: 'completa' | 'incrementale';
  fornituraAl?: string;
  fornituraRighe?: number;
}

/** The verdict on the document. */
export interface EsitoDocumento {
  /** `illeggibile`: not well formed, truncated, undecodable, or past a limit; nothing of it may be used. */
  stato: 'letto' | 'illeggibile';
  /** Agrees with the official schema's own verdict; false when `illeggibile`. */
  schemaValido: boolean;
  /** Undefined when it was none of those read. */
  formato: FormatoDocumento | undefined;
  /** Findings outside any riga. */
  rilieviInvio: Rilievo[];
  righe: number;
  /** Only of a document that was read, of a tracciato whose documents are forniture. */
  fornitura?: FornituraLetta;
}
