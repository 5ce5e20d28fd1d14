import type { CodiceBelfiore, CodiceFiscale } from './brand.js';
import { checkCharCode } from './check-character.js';
import { daysInMonth } from './legal-day.js';

/** Letters of the months, January first (F, G, I, J, K, N, O, Q are not used). */
export const MONTH_LETTERS = 'ABCDEHLMPRST';
/** Letters that replace the digits 0–9 when two persons would get one code. */
export const OMOCODIA_LETTERS = 'LMNPQRSTUV';
/** 0-based places whose digit may be replaced, in the order the tax authority replaces them. */
export const OMOCODIA_PLACES = [14, 13, 12, 10, 9, 7, 6] as const;

export type Sesso = 'M' | 'F';

/** What a codice fiscale says. The century of the year is not in the code: it is never guessed. */
export interface CodedPerson {
  readonly cognome: string;
  readonly nome: string;
  /** 0–99. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly sesso: Sesso;
  readonly luogoNascita: CodiceBelfiore;
}

export type CodiceFiscaleProblem = 'length' | 'alphabet' | 'date' | 'check_character';

/** Class of a character: 1 letter, 2 digit, 3 letter that also stands for a digit; 0 anything else. */
const KIND = new Uint8Array(128);
const DIGIT = new Int8Array(128).fill(-1);
const MONTH = new Uint8Array(128);
for (let code = 65; code <= 90; code++) KIND[code] = KIND[code + 32] = 1;
for (let digit = 0; digit < 10; digit++) {
  const letter = OMOCODIA_LETTERS.charCodeAt(digit);
  KIND[48 + digit] = 2;
  KIND[letter] = KIND[letter + 32] = 3;
  DIGIT[48 + digit] = DIGIT[letter] = DIGIT[letter + 32] = digit;
}
for (let month = 1; month <= 12; month++) {
  const letter = MONTH_LETTERS.charCodeAt(month - 1);
  MONTH[letter] = MONTH[letter + 32] = month;
}

const LETTER_PLACES = [0, 1, 2, 3, 4, 5, 8, 11, 15] as const;

/**
 * Looks for the first thing wrong in the 16 characters that begin at `from`; either case is accepted. Runs on every riga, so it
 * allocates nothing.
 */
export function problemOf(text: string, from = 0): CodiceFiscaleProblem | undefined {
  for (const place of LETTER_PLACES) if ((KIND[text.charCodeAt(from + place)]! & 1) === 0) return 'alphabet';
  for (const place of OMOCODIA_PLACES) if ((KIND[text.charCodeAt(from + place)]! & 2) === 0) return 'alphabet';
  if (!isPossibleDate(text, from)) return 'date';
  return (text.charCodeAt(from + 15) & ~32) === checkCharCode(text, from) ? undefined : 'check_character';
}

function digitsAt(text: string, place: number): number {
  return DIGIT[text.charCodeAt(place)]! * 10 + DIGIT[text.charCodeAt(place + 1)]!;
}

function isPossibleDate(text: string, from: number): boolean {
  const coded = digitsAt(text, from + 9);
  const day = coded > 40 ? coded - 40 : coded;
  // Year 00 counts as leap: 29 February 2000 existed, and the code does not say which century it means.
  return day >= 1 && day <= daysInMonth(2000 + digitsAt(text, from + 6), MONTH[text.charCodeAt(from + 8)]!);
}

/** Reads what an already checked code says. */
export function decodeCodiceFiscale(codice: CodiceFiscale): CodedPerson {
  const coded = digitsAt(codice, 9);
  const place = [12, 13, 14].map((at) => DIGIT[codice.charCodeAt(at)]!);
  return {
    cognome: codice.slice(0, 3),
    nome: codice.slice(3, 6),
    year: digitsAt(codice, 6),
    month: MONTH[codice.charCodeAt(8)]!,
    day: coded > 40 ? coded - 40 : coded,
    sesso: coded > 40 ? 'F' : 'M',
    luogoNascita: `${codice[11]}${place.join('')}` as CodiceBelfiore,
  };
}
