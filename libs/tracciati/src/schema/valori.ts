import type { Tipo } from '../tracciato.js';
import { codePoints, compilePattern, isXsdDate, isXsdDecimal, xsdInt } from './lessico.js';

/** What a value breaks; the codes are rows of the schema's catalogue. */
export type DifettoValore = 'XSD-07' | 'XSD-08' | 'XSD-09' | 'XSD-10';

export type Controllo = (valore: string) => DifettoValore | undefined;

/** The checks of a type, most telling first. */
export function compilaControllo(tipo: Tipo): Controllo {
  switch (tipo.base) {
    case 'data':
      return (valore) => (isPlainDay(valore) || isXsdDate(valore) ? undefined : 'XSD-10');
    case 'decimale':
      return (valore) => (isPlainAmount(valore) || isXsdDecimal(valore) ? undefined : 'XSD-10');
    case 'intero':
      return integerCheck(tipo.minimo ?? -Infinity, tipo.massimo ?? Infinity);
    default:
      return textCheck(tipo);
  }
}

function integerCheck(minimo: number, massimo: number): Controllo {
  return (valore) => {
    const number = xsdInt(valore);
    if (number === undefined) return 'XSD-10';
    return number >= minimo && number <= massimo ? undefined : 'XSD-07';
  };
}

function textCheck(tipo: Tipo): Controllo {
  if (tipo.elenco !== undefined) {
    const admitted = new Set(tipo.elenco.map((voce) => voce.valore));
    if (tipo.elenco.every((voce) => voce.valore.length === 1)) return singleCharacter(admitted);
    return (valore) => (admitted.has(valore) ? undefined : 'XSD-07');
  }
  if (tipo.modello !== undefined) {
    const matches = compilePattern(tipo.modello);
    return (valore) => (matches(valore) ? undefined : 'XSD-08');
  }
  const min = tipo.lunghezzaMin ?? 0;
  const max = tipo.lunghezzaMax ?? Infinity;
  return (valore) => {
    // A code point is one or two units: most values are settled without counting.
    if (valore.length >= 2 * min && valore.length <= max) return undefined;
    const length = codePoints(valore);
    return length >= min && length <= max ? undefined : 'XSD-09';
  };
}

/** Nearly every list of INPS's is of single digits or letters: a table is quicker than a set. */
function singleCharacter(admitted: ReadonlySet<string>): Controllo {
  const table = Array.from({ length: 128 }, (_, code) => admitted.has(String.fromCharCode(code)));
  return (valore) => (valore.length === 1 && table[valore.charCodeAt(0)] === true ? undefined : 'XSD-07');
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** True for the one shape nearly every day has; false decides nothing. */
function isPlainDay(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  for (let at = 0; at < 10; at++) if (at !== 4 && at !== 7 && !isDigit(text.charCodeAt(at))) return false;
  const month = (text.charCodeAt(5) - 48) * 10 + text.charCodeAt(6) - 48;
  const day = (text.charCodeAt(8) - 48) * 10 + text.charCodeAt(9) - 48;
  return text.charCodeAt(0) !== 48 && month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 ? 28 : 30);
}

/** True for short digits with at most one point inside; false decides nothing. */
function isPlainAmount(text: string): boolean {
  if (text.length === 0 || text.length > 15 || !isDigit(text.charCodeAt(0))) return false;
  let points = 0;
  for (let i = 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46) points++;
    else if (!isDigit(code)) return false;
  }
  return points <= 1;
}

/** How a value that has passed its check enters the record. Runs on every value: plain numbers in, plain values out. */
export interface Conversione {
  /** @returns undefined for what is valid XML but no possible amount, duration or legal day */
  canonico(valore: string): unknown;
  /** True when the canonical form keeps less than was written. */
  arrotonda(valore: string): boolean;
}

/** Cents that fit numeric(14,2): beyond, the hub could not store the amount. */
const MOST_CENTS = 10 ** 14;
const LEGAL_DAY = /^([1-9][0-9]{3}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?$/;

const exact = (canonico: (valore: string) => unknown): Conversione => ({ canonico, arrotonda: () => false });

export function compilaConversione(tipo: Tipo): Conversione {
  switch (tipo.base) {
    case 'intero':
      return exact(Number);
    case 'data':
      return exact(toDay);
    case 'decimale':
      return tipo.forma === 'minuti' ? exact(toMinutes) : { canonico: toCents, arrotonda: losesThirdDecimal };
    default:
      return exact(tipo.forma === 'identificativo' ? toCode : tipo.forma === 'mese' ? toMonth : (valore) => valore);
  }
}

function toCode(text: string): string {
  return text.trim().toUpperCase();
}

/** What is no month stays as written: the sender must see it. */
function toMonth(text: string): string {
  return text.replace(/^(0[1-9]|1[0-2])\/([0-9]{4})$/, '$2-$1');
}

function toDay(text: string): string | undefined {
  return text.length === 10 && text.charCodeAt(0) > 48 ? text : LEGAL_DAY.exec(text)?.[1];
}

/** Integer cents, half away from zero at the third decimal. */
function toCents(text: string): number | undefined {
  const plain = plainCents(text);
  if (plain >= 0) return plain;
  const { sign, whole, fraction } = decimalParts(text);
  const up = fraction.charCodeAt(2) >= 53 ? 1 : 0;
  const cents = Number(whole) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0')) + up;
  if (!(cents < MOST_CENTS)) return undefined;
  return cents === 0 ? 0 : sign * cents;
}

/** Cents of up to ten digits and at most two decimals; -1 for anything else. */
function plainCents(text: string): number {
  const length = text.length;
  if (length > 12) return -1;
  let cents = 0;
  let decimals = -1;
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) {
      cents = cents * 10 + digit;
      if (decimals >= 0) decimals++;
    } else if (digit === -2 && decimals === -1) decimals = 0;
    else return -1;
  }
  return decimals > 2 ? -1 : decimals === 2 ? cents : decimals === 1 ? cents * 10 : cents * 100;
}

function losesThirdDecimal(text: string): boolean {
  const point = text.indexOf('.');
  return point !== -1 && text.length - point > 3 && /[1-9]/.test(text.slice(point + 3));
}

/** `HH.MM`: the official example writes 2.59 for two hours and fifty-nine minutes, so `2.5` is two hours and fifty. */
function toMinutes(text: string): number | undefined {
  const { sign, whole, fraction } = decimalParts(text);
  const minutes = Number(fraction.slice(0, 2).padEnd(2, '0'));
  const hours = Number(whole);
  if (minutes > 59 || /[1-9]/.test(fraction.slice(2)) || hours > 100_000) return undefined;
  const total = hours * 60 + minutes;
  return total === 0 ? 0 : sign * total;
}

function decimalParts(text: string): { sign: 1 | -1; whole: string; fraction: string } {
  const trimmed = text.trim();
  const unsigned = trimmed.startsWith('-') || trimmed.startsWith('+') ? trimmed.slice(1) : trimmed;
  const point = unsigned.indexOf('.');
  return {
    sign: trimmed.startsWith('-') ? -1 : 1,
    whole: point === -1 ? unsigned : unsigned.slice(0, point),
    fraction: point === -1 ? '' : unsigned.slice(point + 1),
  };
}
