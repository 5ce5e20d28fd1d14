import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AREE, sogliaOf } from './soglie.js';

const area = fc.constantFrom(...AREE);
const soglie = fc.record({ ordinaria: fc.integer(), delicata: fc.integer() });

describe('the threshold of an area', () => {
  it('is 5 for minors, for disability and where the area is not said, 3 for the rest, unless raised', () => {
    const least = { ordinaria: 3, delicata: 5 };
    expect(AREE.map((one) => sogliaOf(one, least))).toEqual([5, 5, 3, 5]);
    expect(AREE.map((one) => sogliaOf(one, { ordinaria: 7, delicata: 10 }))).toEqual([10, 10, 7, 10]);
  });

  it('I8 is never below its floor, whatever it is asked for', () => {
    fc.assert(
      fc.property(area, soglie, (one, asked) => {
        expect(sogliaOf(one, asked)).toBeGreaterThanOrEqual(one === '3' ? 3 : 5);
      }),
    );
    expect(AREE.map((one) => sogliaOf(one, { ordinaria: -1, delicata: 0 }))).toEqual([5, 5, 3, 5]);
  });
});
