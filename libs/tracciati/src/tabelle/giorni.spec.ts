import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { giornoSeriale, leggiGiorno } from './giorni.js';

const DAY = 86_400_000;
const day = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
const iso = (date: Date): string => date.toISOString().slice(0, 10);

describe('a day', () => {
  it('is read from every way of writing it', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('/', '-', '.'), fc.boolean(), (date, mark, padded) => {
        const [year, month, dom] = iso(date).split('-') as [string, string, string];
        const part = (text: string): string => (padded ? text : String(Number(text)));
        expect(leggiGiorno([part(dom), part(month), year].join(mark))).toBe(iso(date));
        expect(leggiGiorno([year, part(month), part(dom)].join('-'))).toBe(iso(date));
        expect(leggiGiorno(date.toISOString().replace(/T.*/, 'T00:00:00.000Z'))).toBe(iso(date));
      }),
    );
  });

  it('that never was is not read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (dom, month) => {
        const text = `${dom}/${month}/2026`;
        const date = new Date(Date.UTC(2026, month - 1, dom));
        const is = date.getUTCFullYear() === 2026 && date.getUTCMonth() === month - 1 && date.getUTCDate() === dom;
        expect(leggiGiorno(text)).toBe(is ? iso(date) : undefined);
      }),
    );
  });

  it('follows the one before it in both counts, but for the leap day that 1900 did not have', () => {
    const next = (text: string): string => iso(new Date(Date.parse(text) + DAY));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_957_002 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (serial, time) => {
          expect(giornoSeriale(serial + time, true)).toBe(giornoSeriale(serial, true));
          expect(giornoSeriale(serial + 1, true)).toBe(next(giornoSeriale(serial, true)!));
          // The two counts are four years and a day apart.
          expect(giornoSeriale(serial, true)).toBe(giornoSeriale(serial + 1462, false));
        },
      ),
    );
    expect([1, 59, 60, 61].map((serial) => giornoSeriale(serial, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      undefined,
      '1900-03-01',
    ]);
  });

  it.each([Number.MAX_VALUE, -Number.MAX_VALUE, 2_958_466, -1, 0.5, 1e300])('is not of serial %s', (serial) => {
    expect(giornoSeriale(serial, false)).toBeUndefined();
  });
});
