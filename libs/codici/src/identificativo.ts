import type { CodiceFiscale } from './brand.js';
import { isNumericCodeChecked } from './check-character.js';
import { type CodiceFiscaleProblem, problemOf } from './codice-fiscale.js';
import { baseOf, isOmocodice } from './omocodia.js';

/** Code given to a person by an Italian body, with the system it belongs to. */
export type Identificativo =
  | {
      readonly sistema: 'codice_fiscale';
      readonly codice: CodiceFiscale;
      readonly omocodia: boolean;
      readonly base: CodiceFiscale;
    }
  | { readonly sistema: 'codice_fiscale_provvisorio'; readonly codice: string }
  | { readonly sistema: 'stp' | 'eni'; readonly codice: string };

/** A text that identifies nobody, and why. `problem` never carries the text: it may be written in a log. */
export interface InvalidIdentificativo {
  readonly invalid: true;
  readonly problem: CodiceFiscaleProblem | 'empty' | 'check_digit';
}

const TEMPORARY = /^(STP|ENI)[0-9]{13}$/i;
const NUMERIC = /^[0-9]{11}$/;
/** INPS's pattern (PS_PSA_SINA201812.xsd and SINBA.xsd) with ASCII digits: its `\d` would let other scripts' digits pass. */
const INPS = /^(?:[A-Za-z]{6}[0-9]{2}[A-Za-z][0-9]{2}[A-Za-z][A-Za-z0-9]{3}[A-Za-z]|[0-9]{11} {0,5})$/;

/** Reads a code as senders write it: either case, blanks around it allowed. */
export function parseIdentificativo(text: string): Identificativo | InvalidIdentificativo {
  const written = text.trim();
  if (written.length === 11 && NUMERIC.test(written)) {
    if (!isNumericCodeChecked(written)) return { invalid: true, problem: 'check_digit' };
    return { sistema: 'codice_fiscale_provvisorio', codice: written };
  }
  if (written.length !== 16) return { invalid: true, problem: written.length === 0 ? 'empty' : 'length' };
  const temporary = TEMPORARY.test(written);
  const problem = temporary ? undefined : problemOf(written);
  if (problem !== undefined) return { invalid: true, problem };
  // Only now: the upper case of some letters of other alphabets is an ASCII letter.
  const codice = written.toUpperCase();
  if (temporary) return { sistema: codice.startsWith('STP') ? 'stp' : 'eni', codice };
  const checked = codice as CodiceFiscale;
  return { sistema: 'codice_fiscale', codice: checked, omocodia: isOmocodice(checked), base: baseOf(checked) };
}

/**
 * True for any code that lawfully identifies a person: codice fiscale with any omocodia, provisional numeric, STP, ENI. Says
 * nothing of INPS, whose formats refuse part of these.
 */
export function isIdentitaValida(text: string): boolean {
  const codice = text.length === 16 || text.length === 11 ? text : text.trim();
  if (codice.length === 16 && problemOf(codice) === undefined) return true;
  return !('invalid' in parseIdentificativo(text));
}

/**
 * True when INPS's formats can carry the code: omocodia letters only in the place digits, no STP, no ENI. Says nothing of whether
 * the code is right: INPS's formats do not look at the check character.
 */
export function isTrasmissibileInps(text: string): boolean {
  return INPS.test(text);
}

/** The code as a codice fiscale, or undefined when it is anything else. */
export function parseCodiceFiscale(text: string): CodiceFiscale | undefined {
  const identificativo = parseIdentificativo(text);
  return 'invalid' in identificativo || identificativo.sistema !== 'codice_fiscale' ? undefined : identificativo.codice;
}
