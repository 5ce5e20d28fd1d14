import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { leafBytes } from './leaf.js';

const value = fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));

const entry = fc.dictionary(fc.string(), value, { noNullPrototype: true });

describe('leafBytes', () => {
  it('writes an entry in one way only, kept for ever', () => {
    expect(leafBytes('ricevuta.v1', { sha256: 'ab', byte: 12, nota: undefined, Ente: null, ok: true }).toString()).toBe(
      'ricevuta.v1\n{"Ente":null,"byte":12,"ok":true,"sha256":"ab"}',
    );
  });

  it('does not depend on the order in which fields are given', () => {
    fc.assert(
      fc.property(entry, (fields) => {
        const reversed = Object.fromEntries(Object.entries(fields).reverse());
        expect(leafBytes('a.v1', reversed)).toEqual(leafBytes('a.v1', fields));
      }),
    );
  });

  it('writes different entries differently', () => {
    fc.assert(
      fc.property(entry, entry, (a, b) => {
        fc.pre(!isDeepStrictEqual(a, b));
        fc.pre(!Object.values({ ...a, ...b }).some((one) => Object.is(one, -0)));
        expect(leafBytes('a.v1', a)).not.toEqual(leafBytes('a.v1', b));
      }),
    );
    expect(leafBytes('a.v1', {})).not.toEqual(leafBytes('a.v2', {}));
  });

  it('refuses what two machines may write differently', () => {
    expect(() => leafBytes('a.v1', { importo: 0.1 })).toThrow('importo');
    expect(() => leafBytes('a.v1', { testo: '\ud800' })).toThrow('testo');
    expect(() => leafBytes('ricevuta', {})).toThrow('no version');
  });
});
