/** A cell to be written. A text is always a text: whatever it begins with, no spreadsheet works it out. */
export type CellaScritta = string | number | { readonly giorno: string } | undefined;

/** The look of a column, also where nothing is written yet. Codes are texts: a spreadsheet takes the zeros from what it thinks a number. */
export type FormatoColonna = 'testo' | 'intero' | 'importo' | 'giorno';

export interface ColonnaScritta {
  readonly titolo: string;
  /** In characters. */
  readonly larghezza?: number;
  /** By default `testo`. */
  readonly formato?: FormatoColonna;
  /** Long texts go on below instead of beside. */
  readonly aCapo?: boolean;
  /** Shown when a cell of the column is chosen. */
  readonly nota?: string;
  /** What the drop-down list of the column offers; other values are taken after a question. */
  readonly valori?: readonly string[];
}

export interface FoglioScritto {
  /** At most 31 characters, none of `: \ / ? * [ ]`. */
  readonly nome: string;
  readonly colonne: readonly ColonnaScritta[];
  readonly righe: Iterable<readonly CellaScritta[]> | AsyncIterable<readonly CellaScritta[]>;
  /** Arrows on the header, to choose and sort by. */
  readonly filtro?: boolean;
  /** The first column stays in sight, as the header does. */
  readonly primaFerma?: boolean;
  readonly nascosto?: boolean;
}
