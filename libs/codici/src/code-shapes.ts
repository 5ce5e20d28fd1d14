import type { CodiceBelfiore, CodiceIstatComune, CodicePrestazione } from './brand.js';

const BELFIORE = /^[A-Z][0-9]{3}$/;
const ISTAT_COMUNE = /^[0-9]{6}$/;
const PRESTAZIONE = /^A[0-9]\.[0-9]{2}(?:\.[0-9]{2})?$/;

/** Shape only; whether the code was given, and when, is a question for the Territorio. */
export function parseCodiceBelfiore(text: string): CodiceBelfiore | undefined {
  return BELFIORE.test(text) ? (text as CodiceBelfiore) : undefined;
}

/** Shape only, as above. */
export function parseCodiceIstatComune(text: string): CodiceIstatComune | undefined {
  return ISTAT_COMUNE.test(text) ? (text as CodiceIstatComune) : undefined;
}

/** Shape of the SIUSS nomenclature, `A1.05` or `A1.05.01`; whether the code is in force is a question for the Nomenclatura. */
export function parseCodicePrestazione(text: string): CodicePrestazione | undefined {
  return PRESTAZIONE.test(text) ? (text as CodicePrestazione) : undefined;
}
