import type { Nome } from './nomi.js';

/** The start tag being reported; one object for the whole document, filled again at each tag. */
export interface Tag {
  nome: Nome;
  /** Number of attributes; the lists below are longer. */
  quanti: number;
  readonly nomi: Nome[];
  /** Values as XML defines them: references expanded, line ends and tabs turned into spaces. */
  readonly valori: string[];
  /** Offset of each attribute's name in the buffer. */
  readonly posti: number[];
  /** Some attribute has a prefix or declares a namespace. */
  speciale: boolean;
  /** The tag is `sorgente.slice(inizio, fine)`. */
  sorgente: string;
  inizio: number;
  fine: number;
  linea: number;
  colonna: number;
}

/** What a document is made of. Comments, processing instructions and the XML declaration are checked and dropped. */
export interface Ascoltatore {
  apre(tag: Tag): void;
  chiude(): void;
  /** @param cdata true for a CDATA section, which is never mere spacing */
  testo(testo: string, cdata: boolean, offset: number): void;
}
