import type { Codifica } from './contesto.js';
import type { Rilievo } from './rilievo.js';

/** The natural key of a logical record (with the ente erogatore, which the depositor's act decides). */
export interface ChiaveRiga {
  /** The sender's own stable key, where the layout has a place for it. */
  idMittente?: string;
  codiceFiscale: string;
  codicePrestazione: string;
  protocolloDomanda: string;
  /** Payment date of a one-off, start date of a periodic one; empty when neither is given. */
  data: string;
}

/** A canonical record, as `RigaLetta.contenuto` describes it; also what of it went through JSON. */
export type Contenuto = Readonly<Record<string, unknown>>;

/** One riga with its verdict. */
export interface RigaLetta {
  /** From 1, in the order of the document. */
  numero: number;
  /** Of the start tag of the riga. */
  linea: number;
  colonna: number;
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

/** Who sends: the document's own heading, empty strings where it says nothing. */
export interface Testata {
  nomeFlusso: string;
  enteCodice: string;
  enteDenominazione: string;
  /** Belfiore code of the seat. */
  enteIndirizzo: string;
  codiceFiscaleOperatore: string;
}

/** The verdict on the document. */
export interface EsitoDocumento {
  /** `illeggibile`: not well formed, truncated, undecodable, or past a limit; nothing of it may be used. */
  stato: 'letto' | 'illeggibile';
  /** Agrees with the official schema's own verdict; false when `illeggibile`. */
  schemaValido: boolean;
  /** Findings outside any riga. */
  rilieviInvio: Rilievo[];
  righe: number;
}
