/** Bounds that keep memory flat whatever is sent. Past any of them the document is `illeggibile`. */
export interface Limiti {
  /** Bytes of the whole document, out of its archive. */
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
  /** Bytes that come out of an archive: a ZIP, a gzip, all the parts of a workbook that are read. */
  readonly byteDecompressi: number;
  /** How many times larger than its compressed form what comes out of an archive may be; under a megabyte it is not asked. */
  readonly rapporto: number;
  /** Entries of a ZIP archive or of a workbook. */
  readonly parti: number;
  /** Bytes of a workbook inside another archive: it needs random access, so it is held in memory. */
  readonly annidato: number;
  readonly fogli: number;
  /** Rows below the headers of a table, righe of a JSON document. */
  readonly righe: number;
  /** Columns with anything in them. */
  readonly colonne: number;
  /** Characters of one cell; spreadsheets stop at 32,767. */
  readonly cella: number;
  /** Bytes of the texts a workbook keeps once for all its cells, the only part of it held in memory; each costs sixteen more. */
  readonly testiCondivisi: number;
  /** Characters of one JSON object that is a riga, and of what stands around the list of the righe. */
  readonly oggetto: number;
  /** JSON objects and lists open at once, inside a riga. */
  readonly profonditaJson: number;
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
  byteDecompressi: 4 * 1024 ** 3,
  rapporto: 200,
  parti: 2000,
  annidato: 32 * 1024 ** 2,
  fogli: 100,
  righe: 10_000_000,
  colonne: 512,
  cella: 32_767,
  testiCondivisi: 96 * 1024 ** 2,
  oggetto: 1024 ** 2,
  profonditaJson: 32,
});
