import type { RilievoLetto } from './leggi-rilievi.js';

const COLONNE = [
  'riga',
  'linea',
  'colonna',
  'campo',
  'valore',
  'regola',
  'gravita',
  'messaggio',
  'rimedio',
  'fonte',
  'riga_id',
] as const satisfies readonly (keyof RilievoLetto)[];

/** Excel in Italy separates cells by semicolons and needs the mark to read UTF-8. */
const SEPARATORE = ';';
const BYTE_ORDER_MARK = '\uFEFF';

export function headOfCsv(): string {
  return `${BYTE_ORDER_MARK}${COLONNE.join(SEPARATORE)}\r\n`;
}

export function linesOfCsv(rilievi: readonly RilievoLetto[]): string {
  return rilievi.map((rilievo) => `${COLONNE.map((column) => cell(rilievo[column])).join(SEPARATORE)}\r\n`).join('');
}

function cell(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  // A sheet must not run as a formula what a sender wrote into a field (OWASP, CSV injection).
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
