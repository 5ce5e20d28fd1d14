import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { overlaps } from '#libs/riferimenti';
import { Periodi } from './periodi.js';

const day = fc.integer({ min: 0, max: 60 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
const period = fc
  .tuple(day, fc.option(day))
  .map(([one, other]) =>
    other === null ? { dal: one, al: null } : { dal: one < other ? one : other, al: one < other ? other : one },
  );

describe('periods of one thing', () => {
  it('say of each whether it shares a day with one before, as looking at each pair does', () => {
    fc.assert(
      fc.property(fc.array(period, { maxLength: 30 }), (periods) => {
        const periodi = new Periodi();
        for (const [at, one] of periods.entries()) {
          const before = periods.slice(0, at).filter((other) => overlaps(other, one));
          const found = periodi.add(one);
          expect(found === undefined).toBe(before.length === 0);
          if (found !== undefined) expect(before).toContain(found);
        }
      }),
    );
  });
});
