const TRUE = new Set(['si', 's', 'yes', 'y', 'vero', 'true', '1', 'x']);
const FALSE = new Set(['no', 'n', 'falso', 'false', '0']);

/** Characters of a word that are looked at; normalising can make eighteen of one, and cells are long. */
const WORD = 500;

/** What is left of a word when case, accents, spaces and punctuation do not matter. */
export function radice(text: string): string {
  return text
    .slice(0, WORD)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** @returns undefined for neither yes nor no */
export function leggiSiNo(text: string): boolean | undefined {
  const word = radice(text);
  return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined;
}

/** Whether what a field is said to be is more than its name: nobody needs to read “sesso: sesso”. */
export function spiega(nome: string, descrizione: string): boolean {
  return radice(nome) !== radice(descrizione);
}
