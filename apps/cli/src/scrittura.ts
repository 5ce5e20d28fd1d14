import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes and waits while whoever reads is slower than us, so that nothing piles up in memory. */
export async function write(output: Writable, text: string): Promise<void> {
  if (!output.write(text)) await once(output, 'drain');
}

/** Spreadsheets run what begins with these as a formula: the apostrophe in front makes it text again. */
const FORMULA = /^[=+\-@\t\r]/;

/** One line of CSV (RFC 4180, CR LF). */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  // Numbers are ours, and a minus in front of one is no formula.
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
