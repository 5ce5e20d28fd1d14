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
const DOUBLE = /(.)\1+/gu;

/** How a word sounds, vowels and all: `CHIARA` and `KIARA` are `KIARA`. Never twice the same letter in a row. */
export function suonoOf(word: string): string {
  // Doubles first: `PUCCI` and `PUCI` are the commonest slip.
  const single = word.replaceAll(DOUBLE, '$1');
  let sound = '';
  for (let at = 0; at < single.length;) {
    const found = SUONI.find(([written]) => single.startsWith(written, at));
    sound += found?.[1] ?? LETTERE[single[at]!] ?? single[at]!;
    at += found?.[0].length ?? 1;
  }
  return sound.replaceAll(DOUBLE, '$1');
}
