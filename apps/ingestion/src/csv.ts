/** Excel in Italy separates cells by semicolons and needs the mark to read UTF-8. */
const SEPARATORE = ';';
const BYTE_ORDER_MARK = '\uFEFF';

export type CellaCsv = string | number | null;

/** The first line of a file: names of its columns. */
export function headOfCsv(columns: readonly string[]): string {
  return `${BYTE_ORDER_MARK}${lineOfCsv(columns)}`;
}

export function lineOfCsv(cells: readonly CellaCsv[]): string {
  return `${cells.map(cell).join(SEPARATORE)}\r\n`;
}

function cell(value: CellaCsv): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  // A sheet must not run as a formula what a sender, or INPS, wrote into a field (OWASP, CSV injection).
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
