import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServerUrl } from '#libs/testing';
import fc from 'fast-check';
import pg from 'pg';
import { bigints, booleans, buffers, hexes, instants, ints, texts, uuids } from './binary-columns.js';

describe('columns in binary', () => {
  const client = new pg.Client({ connectionString: testServerUrl() });
  beforeAll(() => client.connect());
  afterAll(() => client.end());

  async function seenBy(type: string, array: Buffer): Promise<unknown[]> {
    const { rows } = await client.query<{ v: unknown }>(`SELECT v FROM unnest($1::${type}[]) v`, [array]);
    return rows.map(({ v }) => v);
  }
  const orNull = <T>(value: fc.Arbitrary<T>) => fc.array(fc.option(value), { maxLength: 50 });

  it('are read by PostgreSQL as they were given, nulls and emptiness included', async () => {
    const text = fc.string({ unit: 'grapheme' }).map((one) => one.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(
        orNull(text),
        orNull(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
        orNull(fc.uuid()),
        orNull(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
        async (words, numbers, ids, bytes) => {
          expect(await seenBy('text', texts(words))).toEqual(words);
          expect(await seenBy('int', ints(numbers))).toEqual(numbers);
          expect(await seenBy('uuid', uuids(ids))).toEqual(ids);
          expect(await seenBy('bytea', buffers(bytes))).toEqual(bytes);
          expect(await seenBy('bytea', hexes(bytes.map((one) => one?.toString('hex') ?? null)))).toEqual(bytes);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('hold booleans and numbers beyond 32 bits', async () => {
    expect(await seenBy('boolean', booleans([true, false]))).toEqual([true, false]);
    const large = [2 ** 40, -(2 ** 40), 0];
    expect((await seenBy('bigint', bigints(large))).map(Number)).toEqual(large);
  });

  it('hold instants to the millisecond, before 2000 too', async () => {
    const il = [new Date('2026-11-21T06:00:00.123Z'), null, new Date('1999-12-31T23:59:59.999Z')];
    expect(await seenBy('timestamptz', instants(il))).toEqual(il);
  });

  it('refuse what is no uuid', () => {
    expect(() => uuids([randomBytes(4).toString('hex')])).toThrow('not a uuid');
  });
});
