import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Conteggi, NESSUN_CONTEGGIO, countsOf, sumOf, totalOf } from './conteggi.js';

const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -5, max: 5 }));
const conteggi = fc.record(
  { perStato: counts, perRegola: counts, dette: fc.dictionary(fc.constantFrom('a', 'b'), fc.nat(5)) },
  { requiredKeys: ['perStato', 'perRegola'] },
);

describe('counts of a job', () => {
  it('add up to the same, in whatever groups the work was done', () => {
    fc.assert(
      fc.property(fc.array(conteggi), fc.nat(10), (steps, at) => {
        const all = steps.reduce<Conteggi>(sumOf, NESSUN_CONTEGGIO);
        const [first, then] = [steps.slice(0, at), steps.slice(at)].map((part) =>
          part.reduce<Conteggi>(sumOf, NESSUN_CONTEGGIO),
        );
        expect(sumOf(first!, then!)).toEqual(all);
        expect(totalOf(all.perStato)).toBe(steps.reduce((sum, { perStato }) => sum + totalOf(perStato), 0));
      }),
    );
  });

  it('leave out what came to nothing', () => {
    expect(sumOf({ perStato: { a: 2 }, perRegola: {} }, { perStato: { a: -2, b: 1 }, perRegola: { x: 0 } })).toEqual({
      perStato: { b: 1 },
      perRegola: {},
    });
  });

  it('are of words, each as often as it is there', () => {
    expect(countsOf(['a', 'b', 'a'])).toEqual({ a: 2, b: 1 });
    expect(countsOf([])).toEqual({});
  });
});
