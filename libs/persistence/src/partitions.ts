import type { Database } from './database.js';
import { quoted } from './rls.js';

/** A calendar month in UTC, `YYYY-MM`. */
export type Month = string;

/** What a table is partitioned by: a UUIDv7, or an instant as `bigint` milliseconds since 1970. */
export type PartitionKey = 'uuid' | 'bigint';

/** Keys of rows made in a month: `from` ≤ key < `to`, in the order PostgreSQL gives to their type. */
export interface IdBounds {
  readonly from: string;
  readonly to: string;
}

/** The UUIDv7 bounds of a month in UTC: partitions follow the id, so a row is found by id alone. */
export function idBoundsOf(month: Month): IdBounds {
  return { from: firstIdOf(startOf(month)), to: firstIdOf(startOf(monthAfter(month))) };
}

/** The bounds of a month in UTC in milliseconds since 1970, for tables whose rows are found by instant and not by id. */
export function instantBoundsOf(month: Month): IdBounds {
  const at = (start: Date): string => String(start.getTime());
  return { from: at(startOf(month)), to: at(startOf(monthAfter(month))) };
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

/** The least uuid that carries a time: 48 bits of milliseconds, then zeros. UUIDv7 made earlier come before it. */
export function firstIdOf(instant: Date): string {
  const hex = instant.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Partitions made ahead of need: a job that stopped is noticed long before the last one is reached. */
const MONTHS_AHEAD = 3;

/**
 * SQL for a migration, after `table` is created `PARTITION BY RANGE` of its key (a UUIDv7 id unless told): lets `to` add the partitions of this one
 * table, and nothing else, through `ensurePartitions`. The function runs with the owner's rights, because whoever serves requests
 * must not be able to change tables.
 *
 * A partition is made apart and then attached: `CREATE TABLE … PARTITION OF` would lock the whole table against readers.
 */
export function monthlyPartitions(table: string, to: string, key: PartitionKey = 'uuid'): string[] {
  const name = `make_partition_of_${table}`;
  return [
    `CREATE FUNCTION ${name}(suffix text, lower_bound ${key}, upper_bound ${key}) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '3s' AS $$
DECLARE partition text := '${table}_' || suffix;
BEGIN
  IF suffix !~ '^[0-9]{6}$' THEN RAISE 'suffix % is not a month', suffix; END IF;
  PERFORM pg_advisory_xact_lock(hashtext(current_schema() || partition));
  IF to_regclass(format('%I.%I', current_schema(), partition)) IS NOT NULL THEN RETURN NULL; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE ${table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE)', partition);
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', partition);
  EXECUTE format('ALTER TABLE ${table} ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition, lower_bound, upper_bound);
  RETURN partition;
END $$`,
    `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${name} TO ${quoted(to)}`,
  ];
}

/**
 * Makes the partitions of `table` for the month of `now`, the one before (ids made a moment before midnight) and the next three, where
 * missing. Run at start, before the first row, and daily.
 * @param key as in `monthlyPartitions`
 * @returns names of those made now
 */
export async function ensurePartitions(
  database: Database,
  table: string,
  now: Date,
  key: PartitionKey = 'uuid',
): Promise<string[]> {
  const made: string[] = [];
  for (let ahead = -1; ahead <= MONTHS_AHEAD; ahead += 1) {
    const month = monthAfter(monthOf(now), ahead);
    const { from, to } = key === 'uuid' ? idBoundsOf(month) : instantBoundsOf(month);
    const [row] = await database.statement<{ name: string | null }>(
      'consumer',
      {},
      `SELECT make_partition_of_${table}($1, $2, $3) AS name`,
      [month.replace('-', ''), from, to],
    );
    if (row !== undefined && row.name !== null) made.push(row.name);
  }
  return made;
}
