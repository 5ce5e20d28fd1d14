/** Letters that Unicode does not take apart into a letter of the alphabet and a mark. */
const LETTERE: Readonly<Record<string, string>> = {
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  ı: 'I',
  Ħ: 'H',
  Ŧ: 'T',
  Ŋ: 'N',
  ĸ: 'K',
  ß: 'SS',
  Æ: 'AE',
  Œ: 'OE',
  Þ: 'TH',
};
const SEGNATE = new Map(
  Object.entries(LETTERE).flatMap(([letter, plain]) => [
    [letter, plain],
    [letter === 'ß' ? 'ẞ' : letter === 'ı' || letter === 'ĸ' ? letter : letter.toLowerCase(), plain],
  ]),
);

/**
 * A name as it is searched for: capital letters of the Latin alphabet without marks, and nothing between them (`D’Àngelo` is `DANGELO`).
 * The database computes the same of every person (`chiave_nome`): change both, or nobody is found.
 */
export function chiaveNome(nome: string): string {
  const letters = Array.from(nome.normalize('NFD'), (letter) => SEGNATE.get(letter) ?? letter).join('');
  return letters.replace(/[a-z]/g, (letter) => letter.toUpperCase()).replace(/[^A-Z]/g, '');
}
