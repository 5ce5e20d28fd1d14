/**
 * Columns of rows as arrays in PostgreSQL's binary format (`array_send`): for many rows in one statement, with `unnest`. As text, half
 * of the work of a large write would be to escape and to parse. COPY would be faster still, but PostgreSQL refuses it on tables with
 * row-level security.
 */
const OID = { boolean: 16, bytea: 17, bigint: 20, int: 23, text: 25, timestamptz: 1184, uuid: 2950 } as const;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL = -1;

/** @param values in the usual form, with hyphens */
export function uuids(values: readonly (string | null)[]): Buffer {
  return arrayOf(OID.uuid, values, () => 16, writeUuid);
}

export function ints(values: readonly (number | null)[]): Buffer {
  return arrayOf(
    OID.int,
    values,
    () => 4,
    (into, at, value) => into.writeInt32BE(value, at),
  );
}

export function bigints(values: readonly number[]): Buffer {
  return arrayOf(
    OID.bigint,
    values,
    () => 8,
    (into, at, value) => into.writeBigInt64BE(BigInt(value), at),
  );
}

/** PostgreSQL counts microseconds from the first instant of 2000, UTC. */
const FIRST_INSTANT = Date.UTC(2000, 0, 1);

export function instants(values: readonly (Date | null)[]): Buffer {
  return arrayOf(
    OID.timestamptz,
    values,
    () => 8,
    (into, at, value) => into.writeBigInt64BE(BigInt(value.getTime() - FIRST_INSTANT) * 1000n, at),
  );
}

export function booleans(values: readonly boolean[]): Buffer {
  return arrayOf(
    OID.boolean,
    values,
    () => 1,
    (into, at, value) => into.writeInt8(value ? 1 : 0, at),
  );
}

export function texts(values: readonly (string | null)[]): Buffer {
  return arrayOf(
    OID.text,
    values,
    (value) => Buffer.byteLength(value),
    (into, at, value) => into.write(value, at),
  );
}

/** Bytes given as hex digits. */
export function hexes(values: readonly (string | null)[]): Buffer {
  return arrayOf(
    OID.bytea,
    values,
    (value) => value.length / 2,
    (into, at, value) => into.write(value, at, 'hex'),
  );
}

export function buffers(values: readonly (Buffer | null)[]): Buffer {
  return arrayOf(
    OID.bytea,
    values,
    (value) => value.length,
    (into, at, value) => value.copy(into, at),
  );
}

function writeUuid(into: Buffer, at: number, value: string): void {
  if (into.write(value.replaceAll('-', ''), at, 'hex') !== 16) throw new Error('not a uuid');
}

function arrayOf<T>(
  oid: number,
  values: readonly (T | null)[],
  sizeOf: (value: T) => number,
  write: (into: Buffer, at: number, value: T) => void,
): Buffer {
  const sizes = values.map((value) => (value === null ? NULL : sizeOf(value)));
  const total = sizes.reduce((sum, size) => sum + LENGTH_BYTES + Math.max(size, 0), HEADER_BYTES);
  const into = Buffer.allocUnsafe(total);
  // One dimension, whether there are nulls, type of the elements, how many, first index.
  [1, sizes.includes(NULL) ? 1 : 0, oid, values.length, 1].forEach((word, at) => into.writeInt32BE(word, at * 4));
  let at = HEADER_BYTES;
  values.forEach((value, index) => {
    at = into.writeInt32BE(sizes[index]!, at);
    if (value === null) return;
    write(into, at, value);
    at += sizes[index]!;
  });
  return into;
}
