import type { Valore } from './struttura.js';

/** Lengths of texts are in code points, as XSD counts them. */
const pointsOf = (testo: string) => Array.from(testo).length;

export const lungo =
  (minimo: number, massimo: number): Valore =>
  (testo) =>
    pointsOf(testo) >= minimo && pointsOf(testo) <= massimo;

export const forma =
  (pattern: RegExp): Valore =>
  (testo) =>
    pattern.test(testo);

/** One of the codes 1…`ultimo`. */
export const codice = (ultimo: number): Valore => uno(Array.from({ length: ultimo }, (_, index) => String(index + 1)));

export function uno(valori: readonly string[]): Valore {
  const known = new Set(valori);
  return (testo) => known.has(testo);
}

/** Sign, digits, point, blanks around; libxml2 takes no more than 24 digits. Of the other types it takes no blanks around. */
export const decimale: Valore = (testo) =>
  /^[ \t\r\n]*[+-]?(\d+(\.\d*)?|\.\d+)[ \t\r\n]*$/.test(testo) && testo.replace(/\D/g, '').length <= 24;

export const intero =
  (minimo: number, massimo: number): Valore =>
  (testo) =>
    /^[+-]?\d+$/.test(testo) && Number(testo) >= minimo && Number(testo) <= massimo;

const DATA = /^(-?)(\d{4,})-(\d\d)-(\d\d)(?:Z|[+-](\d\d):(\d\d))?$/;

/** A day of the proleptic Gregorian calendar, perhaps with a zone; there is no year 0. */
export const data: Valore = (testo) => {
  const [, , anno = '', mese, giorno, ore = '0', minuti = '0'] = DATA.exec(testo) ?? [];
  if (Number(anno) === 0 || (anno.length > 4 && anno.startsWith('0'))) return false;
  if (Number(minuti) > 59 || Number(ore) * 60 + Number(minuti) > 14 * 60) return false;
  return Number(mese) >= 1 && Number(giorno) >= 1 && Number(giorno) <= lengthOfMonth(Number(anno), Number(mese));
};

function lengthOfMonth(anno: number, mese: number): number {
  const bisestile = (anno % 4 === 0 && anno % 100 !== 0) || anno % 400 === 0;
  return [31, bisestile ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][mese - 1] ?? 0;
}
