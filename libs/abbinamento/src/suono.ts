/** How the letters of names sound, or are mistaken for one another, in Italian. */
const SUONI: Readonly<Record<string, string>> = {
  SCH: 'S',
  PH: 'F',
  CH: 'K',
  GH: 'G',
  GN: 'N',
  GL: 'L',
  CE: 'SE',
  CI: 'SI',
  CY: 'SI',
  J: 'I',
  Y: 'I',
  W: 'V',
  X: 'S',
  Z: 'S',
  H: '',
  C: 'K',
  Q: 'K',
};
/** Read from the left, the first that fits: longer ones come before their beginnings. */
const SCRITTI = new RegExp(Object.keys(SUONI).join('|'), 'gu');
const DOUBLE = /(.)\1+/gu;

/** How a word sounds, vowels and all: `CHIARA` and `KIARA` are `KIARA`. Never twice the same letter in a row. */
export function suonoOf(word: string): string {
  // Doubles first: `PUCCI` and `PUCI` are the commonest slip.
  const single = word.replaceAll(DOUBLE, '$1');
  const sound = single.replaceAll(SCRITTI, (written) => SUONI[written]!);
  return sound.replaceAll(DOUBLE, '$1');
}
