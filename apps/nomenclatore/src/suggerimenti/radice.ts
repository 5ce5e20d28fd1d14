/** Letters a stem keeps at least: shorter ones join words that have nothing in common. */
const SHORTEST = 4;

/**
 * Endings that make a noun or an adjective of the same family, without their last vowel, longest first. No endings of verbs:
 * they take the plural away from its singular (`anziano` would lose `ano`, `anziani` would not), and labels of
 * nomenclatures have hardly any verb.
 */
const ENDINGS = (
  'atizion azional enzial issim abilit ibilit azion izion ament iment arit alit ivit ativ itiv ator atric enz anz zion ment ' +
  'ari al ar ic iv it os'
).split(' ');

/**
 * The part of a word that its singular and plural, its feminine, and the nouns and adjectives of its family share.
 * @param word lower case, without accents
 */
export function radiceOf(word: string): string {
  if (word.length < SHORTEST || /\d/.test(word)) return word;
  // The mark keeps `case` and `casa` apart from the acronym CAS.
  if (word.length === SHORTEST) return word.replace(/[aeiou]$/, '~');
  const bare = withoutLastVowels(word);
  const ending = ENDINGS.find((each) => bare.endsWith(each) && bare.length - each.length >= SHORTEST);
  return ending === undefined ? bare : withoutLastVowels(bare.slice(0, -ending.length));
}

/** `anziani` and `anziano`, `pubbliche` and `pubblica`, `domicilio` and `domicili`. */
function withoutLastVowels(word: string): string {
  const bare = word.replace(/[aeiou]{1,2}$/, '').replace(/([cg])h$/, '$1');
  return bare.length >= SHORTEST - 1 ? bare : word;
}
