/** Bounds that keep memory flat whatever is sent. Past any of them the document is `illeggibile`. */
export interface Limiti {
  /** Bytes of the whole document. */
  readonly byte: number;
  /** Open elements at once. */
  readonly profondita: number;
  /** Attributes of one element. */
  readonly attributi: number;
  /** Characters of one name. */
  readonly nome: number;
  /** Characters of one attribute value. */
  readonly valore: number;
  /** Characters of one tag, text, CDATA section, comment or processing instruction. */
  readonly token: number;
  /** Comments and processing instructions of the document. */
  readonly commenti: number;
  /** Rilievi listed on one riga, and on the invio as a whole; the last listed one says how many were left out. */
  readonly rilieviPerRiga: number;
  /** Rilievi listed for the document; past it a riga keeps its first errore only. */
  readonly rilieviPerDocumento: number;
}

export const LIMITI_PREDEFINITI: Limiti = Object.freeze({
  byte: 4 * 1024 ** 3,
  profondita: 64,
  attributi: 256,
  nome: 256,
  valore: 65_536,
  token: 262_144,
  commenti: 100_000,
  rilieviPerRiga: 50,
  rilieviPerDocumento: 1_000_000,
});
