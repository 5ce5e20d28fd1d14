import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { GRUPPI_VARIAZIONE, bitsOf, gruppiOf } from './gruppi.js';

const gruppi = fc.subarray([...GRUPPI_VARIAZIONE]);

describe('groups of change', () => {
  it('come back from their bits', () => {
    fc.assert(fc.property(gruppi, (some) => expect(gruppiOf(bitsOf(some))).toEqual(some)));
  });

  it('of two changes are those of either', () => {
    fc.assert(
      fc.property(gruppi, gruppi, (some, others) => {
        const both = new Set([...some, ...others]);
        expect(new Set(gruppiOf(bitsOf(some) | bitsOf(others)))).toEqual(both);
      }),
    );
  });

  it('keep the bits under which they were stored', () => {
    expect(GRUPPI_VARIAZIONE.map((one) => [one, bitsOf([one])])).toEqual([
      ['identita', 1],
      ['identificativi', 2],
      ['residenza', 4],
      ['famiglia', 8],
      ['stato_civile', 16],
      ['vita', 32],
      ['cittadinanza', 64],
      ['legami', 128],
    ]);
  });
});
