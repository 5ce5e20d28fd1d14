import { Illeggibile, malFormato } from './illeggibile.js';
import type { Nomi } from './nomi.js';

/** What begins with `<!` or `<?` and has been checked; it ends before `fine`. */
export interface Costrutto {
  readonly genere: 'commento' | 'cdata' | 'istruzione';
  readonly fine: number;
}

export const CDATA = '<![CDATA[';
const COMMENT = '<!--';
const DOCTYPE = '<!DOCTYPE';
const GT = 62;
const DECLARATION =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>$/;

/**
 * The construct of `b` that begins at `i` with `<!`.
 * @returns undefined when its end has not come yet
 * @throws Illeggibile, for a DOCTYPE always
 */
export function markupAt(b: string, i: number): Costrutto | undefined {
  if (b.startsWith(COMMENT, i)) return commentAt(b, i);
  if (b.startsWith(CDATA, i)) {
    const end = b.indexOf(']]>', i + CDATA.length);
    return end === -1 ? undefined : { genere: 'cdata', fine: end + 3 };
  }
  if (b.startsWith(DOCTYPE, i)) {
    const remedy = 'Togliere la dichiarazione DOCTYPE: il tracciato non la prevede.';
    throw new Illeggibile('XML-06', 'Il documento contiene una dichiarazione DOCTYPE, che non è ammessa.', remedy, i);
  }
  if (b.length - i < 9 && [COMMENT, CDATA, DOCTYPE].some((t) => t.startsWith(b.slice(i)))) return undefined;
  throw malFormato('un costrutto che comincia con <! non è ammesso', i);
}

function commentAt(b: string, i: number): Costrutto | undefined {
  const dashes = b.indexOf('--', i + COMMENT.length);
  if (dashes === -1 || dashes + 2 >= b.length) return undefined;
  if (b.charCodeAt(dashes + 2) !== GT) throw malFormato('un commento contiene --', dashes);
  return { genere: 'commento', fine: dashes + 3 };
}

/**
 * The processing instruction, or the XML declaration, that begins at `i` with `<?`.
 * @param first nothing stands before it: the only place of a declaration
 * @returns undefined when its end has not come yet
 * @throws Illeggibile
 */
export function instructionAt(b: string, i: number, first: boolean, nomi: Nomi): Costrutto | undefined {
  const end = b.indexOf('?>', i + 2);
  if (end === -1) return undefined;
  const fine = end + 2;
  const body = b.slice(i, fine);
  const target = /^<\?([^ \t\n?]+)(?:[ \t\n]|\?>$)/.exec(body)?.[1] ?? '';
  if (target === 'xml' && first) {
    if (!DECLARATION.test(body)) throw malFormato('la dichiarazione <?xml …?> è scritta male', i);
  } else {
    if (target.toLowerCase() === 'xml') throw malFormato('la dichiarazione <?xml …?> può stare solo all’inizio', i);
    nomi.of(target, i);
  }
  return { genere: 'istruzione', fine };
}
