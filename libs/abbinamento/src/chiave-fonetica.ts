import type { Nome } from './nome.js';

const LENGTH = 5;
/** Read from the left, the first that fits: how the letters of names sound, or are mistaken for one another, in Italian. */
const SUONI: readonly (readonly [string, string])[] = [
  ['SCH', 'S'],
  ['PH', 'F'],
  ['CH', 'K'],
  ['GH', 'G'],
  ['GN', 'N'],
  ['GL', 'L'],
  ['CE', 'SE'],
  ['CI', 'SI'],
  ['CY', 'SI'],
];
const LETTERE: Readonly<Record<string, string>> = { J: 'I', Y: 'I', W: 'V', X: 'S', Z: 'S', H: '', C: 'K', Q: 'K' };
const VOCALI = 'AEIOU';

/** How the first word of a name sounds, in at most five letters. Stable for ever: it is in stored keys. */
export function chiaveFoneticaOf({ parole }: Nome): string {
  // Doubles first: `PUCCI` and `PUCI` are the commonest slip.
  const word = parole[0]!.replaceAll(/(.)\1+/gu, '$1');
  let sound = '';
  for (let at = 0; at < word.length;) {
    const found = SUONI.find(([written]) => word.startsWith(written, at));
    sound += found?.[1] ?? LETTERE[word[at]!] ?? word[at]!;
    at += found?.[0].length ?? 1;
  }
  let key = '';
  let last = '';
  for (const letter of sound) {
    if (letter === last) continue;
    last = letter;
    if (key === '' || !VOCALI.includes(letter)) key += letter;
  }
  return key === '' ? parole[0]! : Array.from(key).slice(0, LENGTH).join('');
}
