import { type Identificativo, type LegalDay, parseIdentificativo, parseLegalDay } from '#libs/codici';

/** Who is meant: a code, with the surname and the day of birth that show that it was not typed at random. */
export interface IdentitaDichiarata {
  readonly identificativo: Identificativo;
  readonly cognome: string;
  readonly dataNascita: LegalDay;
}

const LUNGHEZZA_CODICE = 64;
const LUNGHEZZA_NOME = 100;

/** @returns undefined for what is missing, no text, too long, or names nobody */
export function parseIdentita(given: {
  readonly codice_fiscale: unknown;
  readonly cognome: unknown;
  readonly data_nascita: unknown;
}): IdentitaDichiarata | undefined {
  const identificativo = parseCodice(given.codice_fiscale);
  const cognome = textOf(given.cognome, LUNGHEZZA_NOME);
  const dataNascita = parseLegalDay(textOf(given.data_nascita, 'YYYY-MM-DD'.length) ?? '');
  if (identificativo === undefined || cognome === undefined || dataNascita === undefined) return undefined;
  return { identificativo, cognome, dataNascita };
}

/** @returns undefined for what is no text, too long, or identifies nobody */
export function parseCodice(value: unknown): Identificativo | undefined {
  const text = textOf(value, LUNGHEZZA_CODICE);
  const read = text === undefined ? undefined : parseIdentificativo(text);
  return read === undefined || 'invalid' in read ? undefined : read;
}

function textOf(value: unknown, most: number): string | undefined {
  return typeof value === 'string' && value.length <= most && value.trim() !== '' ? value.trim() : undefined;
}
