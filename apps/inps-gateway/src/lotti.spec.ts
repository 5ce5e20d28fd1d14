import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { inLotti } from './lotti.js';

describe('items of messages', () => {
  it('go 500 at a time, none in no message', () => {
    const items = Array.from({ length: 1201 }, (_, at) => at);
    expect(inLotti(items).map(({ length }) => length)).toEqual([500, 500, 201]);
    expect(inLotti([])).toEqual([]);
  });

  it('keep their order and never weigh more than a message may, unless one alone does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(90_000), { maxLength: 300 }), (weights) => {
        const lotti = inLotti(weights, (weight) => weight);
        expect(lotti.flat()).toEqual(weights);
        for (const lotto of lotti) expect(lotto.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(200 * 1024);
      }),
    );
    expect(inLotti([1, 999_999, 1], (weight) => weight)).toEqual([[1], [999_999], [1]]);
  });
});
