import { FORBIDDEN } from '../../xml/caratteri.js';

export const INIZIO_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const SPAZIO_FOGLI = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** What XML cannot hold, a carriage return that a reader would change, and a text that looks like the escape of one. */
const ESCAPED = new RegExp(`${FORBIDDEN.source}|\\r|\\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)`, 'gu');
const SPECIAL = /[&<>"]/g;
const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text in the XML of a workbook, read back as it was by who knows its escapes (ECMA-376 part 1, 22.9.2.19). */
export function testoXml(text: string): string {
  return text
    .replace(ESCAPED, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(SPECIAL, (one) => REFERENCES[one]!);
}

/** @param max characters that Excel takes there: one more and it calls the workbook broken */
export function accorciato(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
