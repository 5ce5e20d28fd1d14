/** Letters that one office folds and another spells out: both spellings give a lawful code. First the folded one, which we emit. */
const SPELLINGS: Readonly<Record<string, readonly [string, string]>> = {
  Ä: ['A', 'AE'],
  Ö: ['O', 'OE'],
  Ü: ['U', 'UE'],
  Å: ['A', 'AA'],
  Ø: ['O', 'OE'],
  Æ: ['AE', 'A'],
  ß: ['SS', 'S'],
};
/** Letters that Unicode does not take apart into a base letter and a mark. */
const FOLDED: Readonly<Record<string, string>> = {
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
  Œ: 'OE',
  ı: 'I',
  Ħ: 'H',
  Ŧ: 'T',
  Ŋ: 'N',
  ĸ: 'K',
};
const VOWELS = 'AEIOU';
/** Most names: nothing to fold. This comparison runs on every riga, where folding letter by letter was a quarter of all the work. */
const PLAIN = /^[A-Za-z' -]*$/;
/** A name with more doubtful letters than this is compared only in its first spellings: no real one has more. */
const MAX_DOUBTFUL_LETTERS = 6;

/** Upper-case A–Z letters of a name, accents folded; blanks, apostrophes, hyphens and anything else dropped. */
export function lettersOf(name: string): string {
  return fold(name, (letter) => SPELLINGS[letter]?.[0]);
}

/** Three letters that stand for a surname: consonants, then vowels, then X (DM 13813/1976, art. 2). */
export function surnameTriple(letters: string): string {
  const { consonants, vowels } = split(letters);
  return `${consonants}${vowels}XXX`.slice(0, 3);
}

/** Three letters that stand for a given name: as for a surname, but of four or more consonants the first, third and fourth. */
export function givenNameTriple(letters: string): string {
  const { consonants } = split(letters);
  return consonants.length >= 4 ? `${consonants[0]}${consonants[2]}${consonants[3]}` : surnameTriple(letters);
}

/** Every lawful spelling of a name in A–Z, folded one first: `Öz` gives `OZ` and `OEZ`. */
export function spellingsOf(name: string): string[] {
  if (PLAIN.test(name)) return [plainLetters(name)];
  const doubtful = Array.from(upperCase(name)).filter((letter) => letter in SPELLINGS).length;
  const count = 2 ** Math.min(doubtful, MAX_DOUBTFUL_LETTERS);
  const spellings = new Set<string>();
  for (let mask = 0; mask < count; mask++) {
    let seen = 0;
    spellings.add(fold(name, (letter) => SPELLINGS[letter]?.[(mask >> seen++) & 1]));
  }
  return [...spellings];
}

function plainLetters(name: string): string {
  const letters = name.toUpperCase();
  return letters.includes(' ') || letters.includes("'") || letters.includes('-')
    ? letters.replaceAll(/[^A-Z]/g, '')
    : letters;
}

function fold(name: string, spell: (letter: string) => string | undefined): string {
  let letters = '';
  for (const letter of upperCase(name)) {
    letters += (letter in SPELLINGS ? spell(letter) : undefined) ?? FOLDED[letter] ?? letter.normalize('NFD');
  }
  return letters.replaceAll(/[^A-Z]/g, '');
}

/** Composed letters in upper case, except ß, whose upper case would hide which of its two spellings was meant. */
function upperCase(name: string): string {
  return name.normalize('NFC').replaceAll('ß', 'ẞ').toUpperCase().replaceAll('ẞ', 'ß');
}

function split(letters: string): { consonants: string; vowels: string } {
  let consonants = '';
  let vowels = '';
  for (const letter of letters) {
    if (VOWELS.includes(letter)) vowels += letter;
    else consonants += letter;
  }
  return { consonants, vowels };
}
