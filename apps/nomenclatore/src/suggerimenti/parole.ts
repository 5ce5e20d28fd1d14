/** What is read of one text at most: beyond it a label or a description says nothing new, and hostile ones cost time. */
const LONGEST_TEXT = 2_000;
const MOST_WORDS = 80;
const LONGEST_WORD = 40;

/** A word as it is shown and as it is compared. */
export interface Parola {
  readonly forma: string;
  readonly radice: string;
}

/** Words that say nothing about which service is meant. */
const EMPTY_WORDS = new Set(
  [
    'a ad al alla allo ai agli alle all con col coi da dal dalla dallo dai dagli dalle dall di del della dello dei degli delle dell d e ed',
    'fra tra i il la lo le gli l in nel nella nello nei negli nelle nell o od per su sul sulla sui sugli sulle sull un una uno',
    'che ex art eventuale relativo relativi relativa relative vario vari varie ecc etc n nr comune comuni comunale comunali ente enti',
    'progetto progetti gestione attivazione iniziativa iniziative misura misure erogato erogati erogata erogate parte favore tipo tipologia ambito',
  ]
    .join(' ')
    .split(' '),
);

/** Before a word and apart from it, they are the word's own beginning: `semi-residenziale`. */
const BEGINNINGS = new Set(['semi', 'tele', 'extra', 'pre', 'post']);

/** One spelling of a text: lower case, no accents, no punctuation, no double space. The dots of `S.A.D.` go, its letters stay together. */
export function normalise(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .replace(/[ªº°]/g, ' ')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase()
    .toLowerCase()
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}\.){2,}\p{L}?(?![\p{L}\p{N}])/gu, (letters) => letters.replaceAll('.', ''))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Every word of a text, in its order, empty ones too: what a phrase is looked for in. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  let beginning = '';
  for (const word of normalise(text).split(' ')) {
    if (word === '') continue;
    if (BEGINNINGS.has(word)) {
      if (beginning !== '') words.push(beginning);
      beginning = word;
      continue;
    }
    for (const part of apart(beginning + word)) words.push(part.slice(0, LONGEST_WORD));
    beginning = '';
    if (words.length >= MOST_WORDS) break;
  }
  if (beginning !== '') words.push(beginning);
  return words;
}

/** `socioassistenziale` is `socio` and `assistenziale`: half of the enti write it in one word and half in two. */
function apart(word: string): string[] {
  return word.length > 8 && word.startsWith('socio') ? ['socio', word.slice(5)] : [word];
}

export function isEmptyWord(word: string): boolean {
  return EMPTY_WORDS.has(word) || (word.length === 1 && !/\d/.test(word));
}
