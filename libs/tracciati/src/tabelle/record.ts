import type { PostoRiga } from './rilievo-foglio.js';

/** A number of a workbook. */
export interface CellaNumero {
  readonly genere: 'numero';
  readonly numero: number;
  /** Its style shows it as a day or a time. */
  readonly data: boolean;
}

/** A cell a workbook has no value for: an error as `#N/D`, or a formula never worked out. */
export interface CellaGuasta {
  readonly genere: 'errore' | 'mai calcolata';
  readonly testo: string;
}

/** A cell before its column gives it a type; undefined where there is none. */
export type CellaGrezza = string | boolean | CellaNumero | CellaGuasta;

/** Where records come from. */
export interface Provenienza {
  /** Rows of a CSV must be as long as the header; those of a workbook have no length. */
  readonly rettangolare: boolean;
  /** The workbook counts days from 1904, as those of old Macintosh do. */
  readonly dal1904: boolean;
  /** Of a CSV, once it has been found. */
  readonly separatore?: string;
}

/** A row as the file has it. */
export interface RecordFoglio extends PostoRiga {
  /** By column from 0; may have holes. */
  readonly celle: readonly (CellaGrezza | undefined)[];
  /** Columns from 1 with text after their closing quote. */
  readonly dopoVirgolette?: readonly number[];
}

/** What was written, for rilievi and for columns that have no type. */
export function testoDi(cella: CellaGrezza | undefined): string {
  if (cella === undefined) return '';
  if (typeof cella === 'string') return cella;
  if (typeof cella === 'boolean') return cella ? 'VERO' : 'FALSO';
  return cella.genere === 'numero' ? numeroInCifre(cella.numero) : cella.testo;
}

export function isVuota(cella: CellaGrezza | undefined): boolean {
  if (typeof cella !== 'string') return cella === undefined;
  const text = cella.trim();
  return text === '' || text === '=""';
}

/** A number as a spreadsheet shows it in full: fifteen digits, point for decimals, no exponent. */
export function numeroInCifre(numero: number): string {
  const shown = Number(numero.toPrecision(15));
  const plain = String(shown);
  if (!plain.includes('e')) return plain;
  if (Math.abs(shown) >= 1) return BigInt(shown).toString();
  return shown.toFixed(15).replace(/\.?0+$/, '');
}
