import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { legalDay } from '#libs/codici';
import { FASCE_ETA } from '#libs/contracts';
import { fasciaEta } from './fascia-eta.js';

const nato = (giorno: string) => ({ annoNascita: Number(giorno.slice(0, 4)), dataNascita: legalDay(giorno) });

describe('the band of an age', () => {
  it.each([
    ['2008-03-10', '2026-03-09', '14-17'],
    ['2008-03-10', '2026-03-10', '18-29'],
    ['2008-02-29', '2026-02-28', '14-17'],
    ['2008-02-29', '2026-03-01', '18-29'],
    ['2026-03-10', '2026-03-10', '0-2'],
    ['1941-03-10', '2026-03-10', '85+'],
    ['1900-01-01', '2026-03-10', '85+'],
  ])('of who was born on %s is, on %s, %s', (nascita, giorno, fascia) => {
    expect(fasciaEta(nato(nascita), legalDay(giorno))).toBe(fascia);
  });

  it('takes the middle of the year where only the year is known', () => {
    expect(fasciaEta({ annoNascita: 2008 }, legalDay('2026-06-30'))).toBe('14-17');
    expect(fasciaEta({ annoNascita: 2008 }, legalDay('2026-07-01'))).toBe('18-29');
  });

  it('is none before birth, without a day, without a year', () => {
    expect(fasciaEta(nato('2026-03-10'), legalDay('2026-03-09'))).toBeNull();
    expect(fasciaEta(nato('2008-03-10'), undefined)).toBeNull();
    expect(fasciaEta({ annoNascita: 0 }, legalDay('2026-03-09'))).toBeNull();
  });

  it('every age has one, and an older person is never in a younger one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 120 }), (age, other) => {
        const bandOf = (years: number) => fasciaEta({ annoNascita: 2026 - years }, legalDay('2026-07-01'));
        const places = [Math.min(age, other), Math.max(age, other)].map((years) => FASCE_ETA.indexOf(bandOf(years)!));
        expect(places[0]).toBeGreaterThanOrEqual(0);
        expect(places[1]).toBeGreaterThanOrEqual(places[0]!);
      }),
    );
  });
});
