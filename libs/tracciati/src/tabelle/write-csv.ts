import type { Colonna, Colonne, Foglio, ValoriDi } from './foglio.js';
import { difesoDaFormule } from './formule.js';
import { nomeColonna } from './intestazione.js';
import { numeroInCifre } from './record.js';

interface OpzioniCsv {
  /** What Italian spreadsheets expect is `;`, with a comma in decimals. */
  readonly separatore?: ';' | ',';
  /** Without the mark, Excel reads UTF-8 as Windows-1252. */
  readonly bom?: boolean;
  /** `false` for the parts after the first of a table that is written in parts. */
  readonly intestazione?: boolean;
}

/**
 * A table as CSV, that `readFoglio` reads back as the same values: RFC 4180, header first, no text that a spreadsheet would work out
 * as a formula. With no rows it is the model to fill in.
 */
export function writeCsv<const C extends Colonne>(
  foglio: Foglio<C>,
  righe: Iterable<ValoriDi<C>>,
  { separatore = ';', bom = true, intestazione = true }: OpzioniCsv = {},
): string {
  const columns = Object.entries<Colonna>(foglio.colonne);
  const header = columns.map(([key]) => quoted(difesoDaFormule(nomeColonna(foglio, key)), separatore)).join(separatore);
  const lines = intestazione ? [header] : [];
  for (const riga of righe as Iterable<Readonly<Record<string, unknown>>>) {
    const cells = columns.map(([key, colonna]) => quoted(cellOf(colonna, riga[key], separatore), separatore));
    lines.push(cells.join(separatore));
  }
  return `${bom ? '\uFEFF' : ''}${lines.map((line) => `${line}\r\n`).join('')}`;
}

/** A cell as a CSV has it. */
export function quoted(cell: string, separatore: string): string {
  return cell.includes(separatore) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function cellOf(colonna: Colonna, value: unknown, separatore: string): string {
  if (value === undefined || value === null) return '';
  if (!Array.isArray(value)) return textOf(colonna, value, separatore);
  return value.map((one: unknown) => textOf(colonna, one, separatore)).join('|');
}

function textOf({ tipo }: Colonna, value: unknown, separatore: string): string {
  if (typeof value === 'boolean') return value ? 'sì' : 'no';
  if (typeof value !== 'number') return difesoDaFormule(String(value));
  const plain = tipo.base === 'decimale' ? decimal(value, tipo.forma) : String(value);
  return separatore === ';' ? plain.replace('.', ',') : plain;
}

function decimal(value: number, forma: string | undefined): string {
  if (forma === 'centesimi') return (value / 100).toFixed(2);
  if (forma === 'minuti') return `${value < 0 ? '-' : ''}${hoursOf(Math.abs(value))}`;
  const shortest = String(value);
  const plain = shortest.includes('e') ? numeroInCifre(value) : shortest;
  // Three decimals could be read as thousands.
  return /\.[0-9]{3}$/.test(plain) ? `${plain}0` : plain;
}

function hoursOf(minutes: number): string {
  return `${Math.floor(minutes / 60)}.${String(minutes % 60).padStart(2, '0')}`;
}
