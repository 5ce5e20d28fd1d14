import iconv from 'iconv-lite';

/** What the standard fonts of PDF can write. */
const CODIFICA = 'win1252';

/** A text as those fonts can write it: a letter that they lack loses its accent (`č` → `c`), anything else becomes `?`. */
export function printable(text: string): string {
  return Array.from(text, (letter) => (isWritable(letter) ? letter : plain(letter))).join('');
}

function plain(letter: string): string {
  const base = letter.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return base !== '' && isWritable(base) ? base : '?';
}

function isWritable(text: string): boolean {
  if (text !== '\n' && /\p{Cc}/u.test(text)) return false;
  return iconv.decode(iconv.encode(text, CODIFICA), CODIFICA) === text;
}
