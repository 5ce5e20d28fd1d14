import type { Tipo } from '../tracciato.js';

/** Types of cells: those of the tracciati, and yes or no. */
export interface TipoCella extends Omit<Tipo, 'base'> {
  readonly base: Tipo['base'] | 'si_no';
}

/** One column of a sheet. */
export interface Colonna {
  /** Header in models, answers and rilievi; by default the key of the column. */
  readonly nome?: string;
  /** Other headers taken for it. Case, accents, spaces and punctuation never matter. */
  readonly alias?: readonly string[];
  readonly tipo: TipoCella;
  /** Every row has a value; the header is then required too. */
  readonly obbligatorio?: boolean;
  /** The header must be there even when cells may be empty: a misspelt header would else empty the whole column in silence. */
  readonly intestazioneRichiesta?: boolean;
  readonly descrizione: string;
  /** The cell holds values divided by `|`; an empty cell is an empty list. */
  readonly lista?: boolean;
  /** Digits of a code that spreadsheets take for a number: shorter ones get their leading zeros back, with an avviso. */
  readonly cifre?: number;
  /** The text stands for something even if its type does not say so: what a spreadsheet has changed in it cannot be read as it was. */
  readonly codice?: boolean;
  /** A text keeps its outer spaces and its line breaks; else the first are dropped and the second become spaces, with an avviso. */
  readonly intatto?: boolean;
}

/** By key of the value in the row, in the order models and answers are written. */
export type Colonne = Readonly<Record<string, Colonna>>;

/** The one declaration of a kind of table: reader, writer and rilievi come from it. Declare it `as const satisfies Foglio`. */
export interface Foglio<C extends Colonne = Colonne> {
  /** What the table is, in Italian, for the rilievi. */
  readonly titolo: string;
  /** Sheet of a workbook; when it is not there, or has no name here, the first visible one is read. */
  readonly nome?: string;
  readonly colonne: C;
  /** Columns that are not declared are kept as texts in `altre`, instead of being ignored with an avviso. */
  readonly altreColonne?: boolean;
}

type ValoreBase<T extends TipoCella> = T extends { readonly elenco: readonly { readonly valore: infer V }[] }
  ? V
  : T['base'] extends 'intero' | 'decimale'
    ? number
    : T['base'] extends 'si_no'
      ? boolean
      : T['base'] extends 'testo' | 'data'
        ? string
        : string | number | boolean;

type ValoreDi<C extends Colonna> = C extends { readonly lista: true }
  ? readonly ValoreBase<C['tipo']>[]
  : C extends { readonly obbligatorio: true }
    ? ValoreBase<C['tipo']>
    : ValoreBase<C['tipo']> | undefined;

/** Typed values of a row: texts, days as `YYYY-MM-DD`, numbers (integer cents or minutes where the type says so), booleans, lists. */
export type ValoriDi<C extends Colonne> = { readonly [K in keyof C]: ValoreDi<C[K]> };

export interface RigaFoglio<C extends Colonne = Colonne> {
  /** From 1, as a spreadsheet numbers rows: the header counts, and so do blank rows. */
  readonly riga: number;
  /** Line of the file where a row of a CSV begins, from 1; as `riga` in a workbook. */
  readonly linea: number;
  readonly valori: ValoriDi<C>;
  /** Columns that are not declared, by their header; empty cells are left out. */
  readonly altre: Readonly<Record<string, string>>;
  /** What was written in the declared columns, for rilievi. */
  readonly testi: Readonly<Partial<Record<keyof C, string>>>;
}
