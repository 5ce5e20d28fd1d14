import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jaroWinkler } from './jaro-winkler.js';

const word = fc.string({ unit: fc.constantFrom(...Array.from('ABEINRS')), maxLength: 12 });

describe('the likeness of two words', () => {
  it.each([
    // Winkler's own examples (1990; Census Bureau RR91-9, 1991).
    ['MARTHA', 'MARHTA', 0.961],
    ['DWAYNE', 'DUANE', 0.84],
    ['DIXON', 'DICKSONX', 0.813],
    ['ABROMS', 'ABRAMS', 0.922],
    ['JERALDINE', 'GERALDINE', 0.926],
    ['MARIA', 'ANNA', 0.63],
    ['MARIA', 'LUCIO', 0.466],
    ['', 'ANNA', 0],
    ['', '', 1],
  ])('%s and %s: %d', (one, other, likeness) => {
    expect(jaroWinkler(one, other)).toBeCloseTo(likeness, 2);
  });

  it('is between 0 and 1, the same from both sides, and 1 only for equal words', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const likeness = jaroWinkler(one, other);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(jaroWinkler(other, one)).toBe(likeness);
        expect(likeness === 1).toBe(one === other);
      }),
      { numRuns: 5_000 },
    );
  });
});
