import { FORBIDDEN } from '../xml/caratteri.js';

const SPECIAL = /[&<>"\t\n\r]/g;
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
const UNWRITABLE = new RegExp(`${FORBIDDEN.source}|\\p{Surrogate}`, 'gu');

/**
 * Text as it stands in an attribute or an element: a reader gives back what went in, also tabs and line ends, which it would else make
 * spaces. What XML 1.0 cannot carry at all becomes U+FFFD: lengths stay, and no document is lost for it.
 */
export function escapeXml(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd').replace(SPECIAL, (character) => REFERENCES[character]!);
}
