import { parseIdentificativo } from '#libs/codici';

const PROBLEMI: Readonly<Record<string, string>> = {
  empty: 'è vuoto',
  length: 'non ha 16 caratteri (né 11 cifre)',
  alphabet: 'ha lettere o cifre dove non possono stare',
  date: 'contiene una data di nascita impossibile',
  check_character: 'ha un carattere di controllo sbagliato: almeno un carattere è errato',
  check_digit: 'ha la cifra di controllo sbagliata: almeno una cifra è errata',
};

/** What is wrong with a code that identifies nobody, as the end of a sentence; undefined for one that may. */
export function problemaDelCodice(codice: string): string | undefined {
  const read = parseIdentificativo(codice);
  return 'invalid' in read ? PROBLEMI[read.problem] : undefined;
}
