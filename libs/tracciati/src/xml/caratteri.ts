import { malFormato } from './illeggibile.js';

const NAME_START =
  ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}' +
  '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const NAME = new RegExp(`^[${NAME_START}][${NAME_START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*$`, 'u');

/** Characters no XML 1.0 document may hold, literally or by reference. Lone surrogates are caught by the decoder. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
export const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** XML 1.0 (fifth edition), production 5. */
export function isName(text: string): boolean {
  return NAME.test(text);
}

/** Space, tab, line feed, carriage return. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}

export function isBlankText(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isBlank(text.charCodeAt(i))) return false;
  return true;
}

const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };
const REFERENCE = /&([^;&]*;?)/g;

/** Replaces character references and the five predefined entities; there are no others without a DOCTYPE. */
export function expandReferences(text: string, offset: number): string {
  return text.replace(REFERENCE, (_whole, body: string) => {
    if (!body.endsWith(';')) throw malFormato('il carattere & va scritto &amp;', offset);
    const name = body.slice(0, -1);
    if (name.startsWith('#')) return characterOf(name, offset);
    const known = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined;
    if (known === undefined) throw malFormato('contiene un riferimento a una entità non definita', offset);
    return known;
  });
}

function characterOf(reference: string, offset: number): string {
  const hexadecimal = /^#x[0-9A-Fa-f]+$/.test(reference);
  if (!hexadecimal && !/^#[0-9]+$/.test(reference)) throw malFormato('riferimento a carattere scritto male', offset);
  const code = hexadecimal ? Number.parseInt(reference.slice(2), 16) : Number.parseInt(reference.slice(1), 10);
  const allowed =
    code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) && !FORBIDDEN.test(String.fromCodePoint(code));
  if (!allowed) throw malFormato('riferimento a un carattere non ammesso in XML', offset);
  return String.fromCodePoint(code);
}
