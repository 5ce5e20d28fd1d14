import type { Sesso } from '#libs/codici';
import { leggiGiorno } from '#libs/tracciati';
import { radiceOf } from './campi.js';

const SESSI: ReadonlyMap<string, Sesso> = new Map([
  ...['m', 'maschio', 'maschile', 'male', 'uomo', '1'].map((word) => [word, 'M'] as const),
  ...['f', 'femmina', 'femminile', 'female', 'donna', '2'].map((word) => [word, 'F'] as const),
]);

/** A sex in the words lists have for it; undefined for any other. */
export function sessoOf(text: string): Sesso | undefined {
  return SESSI.get(radiceOf(text));
}

/**
 * A day of birth as it is compared: `YYYY-MM-DD`, or eight digits beginning with a year, even if no such day ever was (the slip of the pen may be
 * in the day or in the month, and the rest still says something).
 * @returns undefined when the text cannot be read
 */
export function giornoOf(text: string): string | undefined {
  const read = leggiGiorno(text);
  if (read !== undefined) return read;
  if (!/^[0-9]{8}$/.test(text)) return undefined;
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return leggiGiorno(day) ?? text;
}

export function annoOf(text: string): number | undefined {
  return /^(?:18|19|20)[0-9]{2}$/.test(text) ? Number(text) : undefined;
}
