import { parseIdentificativo } from '#libs/codici';

/** A codice fiscale also with omocodia letters or a wrong check character: who mistyped one wrote a person all the same. */
const CIFRA = '[0-9LMNPQRSTUV]';
const FORMA = `(?:[A-Z]{6}${CIFRA}{2}[ABCDEHLMPRST]${CIFRA}{2}[A-Z]${CIFRA}{3}[A-Z]|(?:STP|ENI)[0-9]{13})`;
const INTERO = new RegExp(`^${FORMA}$`);
const NEL_TESTO = new RegExp(`(?<![A-Z0-9])${FORMA}(?![A-Z0-9])`, 'gi');
const LUNGHEZZA = 16;

/** Stands where a code of a person was written: it has the form of one, so that rules see that there was one, and is nobody's. */
const NASCOSTO = 'XXXXXX00A00X000X';

/**
 * Whether a text is, or holds, the code of a person. In longer texts only codes that are right count: a random one of twenty letters
 * would else be taken for somebody's once in three hundred.
 */
export function contieneCodice(text: string): boolean {
  const written = text.replace(/\s/g, '').toUpperCase();
  if (INTERO.test(written)) return true;
  for (let at = 0; at + LUNGHEZZA <= written.length; at++) {
    const part = written.slice(at, at + LUNGHEZZA);
    if (INTERO.test(part) && !('invalid' in parseIdentificativo(part))) return true;
  }
  return false;
}

/** The text with no code of a person in it. */
export function senzaCodici(text: string): string {
  if (text.length < LUNGHEZZA) return text;
  const hidden = text.replace(NEL_TESTO, NASCOSTO);
  return contieneCodice(hidden.replaceAll(NASCOSTO, '')) ? NASCOSTO : hidden;
}
