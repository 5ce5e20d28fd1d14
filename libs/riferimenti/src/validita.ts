import type { Validita } from './contenuti.js';

/** True on every legal day from `dal` to `al`, both included. Days compare as text. */
export function isInForce(validita: Validita, day: string): boolean {
  return validita.dal <= day && (validita.al === null || day <= validita.al);
}

/** True if the two periods share at least one day. */
export function overlaps(one: Validita, other: Validita): boolean {
  return (one.al === null || other.dal <= one.al) && (other.al === null || one.dal <= other.al);
}

/** Of the periods in force on the day, the one that began last. */
export function latestInForce<T extends Validita>(periods: readonly T[], day: string): T | undefined {
  let found: T | undefined;
  for (const period of periods) {
    if (isInForce(period, day) && (found === undefined || period.dal >= found.dal)) found = period;
  }
  return found;
}
