import type { Database } from './database.js';

/** A calendar month in UTC, `YYYY-MM`. */
export type Month = string;

/** Ids of rows made in a month: `from` ≤ id < `to`, in the order PostgreSQL gives to uuid. */
export interface IdBounds {
  readonly from: string;
  readonly to: string;
}

/** The UUIDv7 bounds of a month in UTC: partitions follow the id, so a row is found by id alone. */
export function idBoundsOf(month: Month): IdBounds {
  return { from: firstIdOf(startOf(month)), to: firstIdOf(startOf(monthAfter(month))) };
}

/** The month in UTC in which an instant falls. */
export function monthOf(instant: Date): Month {
  return instant.toISOString().slice(0, 7);
}

export function monthAfter(month: Month, count = 1): Month {
  const start = startOf(month);
  start.setUTCMonth(start.getUTCMonth() + count);
  return monthOf(start);
}

function startOf(month: Month): Date {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Error(`${month} is not a month`);
  return new Date(`${month}-01T00:00:00.000Z`);
}

/** The least uuid that carries a time: 48 bits of milliseconds, then zeros. */
function firstIdOf(instant: Date): string {
  const hex = instant.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Partitions made ahead of need: a stopped job leaves this many months to notice. */
const MONTHS_AHEAD = 3;

/**
 * SQL for a migration: makes `table` (already `PARTITION BY RANGE (id)`, id a UUIDv7) grow by monthly partitions, and the role `to` able
 * to add them, and nothing else, through `ensurePartitions`.
 */
export function monthlyPartitions(table: string, to: string): string[] {
  throw new Error(`not yet: ${table} ${to}`);
}

/**
 * Makes the partitions of `table` for the month of `now` and the next three, where missing. Run at start and daily.
 * @returns names of those made now
 */
export async function ensurePartitions(database: Database, table: string, now: Date): Promise<string[]> {
  throw new Error(`not yet: ${database.app} ${table} ${now.toISOString()} ${MONTHS_AHEAD}`);
}
