import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { successioneOf } from './periodi.js';

const DAYS = 60;
const day = (at: number): string => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
const periodo = (dal: number, al: number | null) => ({ dal: day(dal), al: al === null ? null : day(al) });

/** Periods that share no day, oldest first; the last may be open. */
const separati = fc
  .tuple(fc.uniqueArray(fc.nat({ max: DAYS }), { minLength: 0, maxLength: 8 }), fc.boolean())
  .map(([days, open]) => {
    const ordered = days.toSorted((one, other) => one - other);
    const pairs = ordered.flatMap((from, at) =>
      at % 2 === 0 && at + 1 < ordered.length ? [periodo(from, ordered[at + 1]!)] : [],
    );
    return open && ordered.length % 2 === 1 ? pairs.concat(periodo(ordered.at(-1)!, null)) : pairs;
  });
const nuovi = fc
  .tuple(fc.nat({ max: DAYS + 5 }), fc.option(fc.nat({ max: 20 })))
  .map(([dal, length]) => periodo(dal, length === null ? null : dal + length));

const covers = (one: { dal: string; al: string | null }, at: string) =>
  one.dal <= at && (one.al === null || at <= one.al);
/** Days counted one by one: the slow answer that cannot be wrong. */
const sharedDays = (periods: readonly { dal: string; al: string | null }[]) =>
  Array.from({ length: DAYS + 60 }, (_, at) => day(at)).filter(
    (one) => periods.filter((period) => covers(period, one)).length > 1,
  );

describe('what approving a period does to the others', () => {
  it('never leaves a day with two answers', () => {
    fc.assert(
      fc.property(separati, nuovi, (approvati, nuovo) => {
        const successione = successioneOf(nuovo, approvati);
        if (successione.esito === 'conflitto') return;
        const after = approvati.map((one) =>
          successione.esito === 'chiude' && one === successione.precedente ? { ...one, al: successione.al } : one,
        );
        expect(sharedDays([...after, nuovo])).toEqual([]);
        expect(after.every(({ dal, al }) => al === null || dal <= al)).toBe(true);
      }),
    );
  });

  it('takes what shares no day, closes only an open one that began before, and refuses the rest', () => {
    fc.assert(
      fc.property(separati, nuovi, (approvati, nuovo) => {
        const shared = sharedDays([...approvati, nuovo]).length > 0;
        const open = approvati.find(({ al }) => al === null);
        const others = approvati.filter((one) => one !== open);
        const succeeds = open !== undefined && open.dal < nuovo.dal && sharedDays([...others, nuovo]).length === 0;
        expect(successioneOf(nuovo, approvati).esito).toBe(!shared ? 'libera' : succeeds ? 'chiude' : 'conflitto');
      }),
    );
  });
});
