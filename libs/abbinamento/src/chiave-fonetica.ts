import type { Nome } from './nome.js';

const LENGTH = 5;
const VOCALI = 'AEIOU';

/** How the first word of a name sounds, in at most five letters. Stable for ever: it is in stored keys. */
export function chiaveFoneticaOf({ parole, suoni }: Nome): string {
  let key = '';
  for (const letter of suoni[0]!) if (key === '' || !VOCALI.includes(letter)) key += letter;
  return key === '' ? parole[0]! : Array.from(key).slice(0, LENGTH).join('');
}
