import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes and waits while whoever reads is slower than us, so that nothing piles up in memory. */
export async function write(output: Writable, text: string | Uint8Array): Promise<void> {
  if (!output.write(text)) await once(output, 'drain');
}

/** Spreadsheets run what begins with these as a formula: the apostrophe in front makes it text again. */
const FORMULA = /^[=+\-@\t\r]/;

/** Begins a CSV for spreadsheets: without the mark Excel does not read UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** One line of CSV (RFC 4180, CR LF). @param separator `;` for spreadsheets in Italy, `,` for programs */
export function csvLine(cells: readonly (string | number | null)[], separator: ',' | ';'): string {
  return `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`;
}

function csvCell(value: string | number | null, separator: string): string {
  if (value === null) return '';
  // Numbers are ours, and a minus in front of one is no formula.
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}
