import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { interoDi, leggiNumero } from './numeri.js';
import { numeroInCifre } from './record.js';

const whole = fc.oneof(fc.nat(999), fc.nat(9_999_999), fc.nat(2 ** 31));
const decimals = fc.oneof(fc.constant(''), fc.stringMatching(/^[0-9]{1,2}$/), fc.stringMatching(/^[0-9]{4,6}$/));

/** As `Intl` would, with any marks. */
function written(whole: number, decimals: string, thousands: string, mark: string): string {
  const grouped = String(whole).replace(/\B(?=(?:[0-9]{3})+$)/g, thousands);
  return decimals === '' ? grouped : `${grouped}${mark}${decimals}`;
}

describe('a number', () => {
  it.each([
    ['', ','],
    ['', '.'],
    [' ', ','],
    ['\u00a0', ','],
    ['’', '.'],
  ])('grouped by %j, with %j for decimals, is read as it was', (thousands, mark) => {
    fc.assert(
      fc.property(whole, decimals, fc.constantFrom('', '-', '+'), (number, fraction, sign) => {
        const plain = `${sign === '-' ? '-' : ''}${number}${fraction === '' ? '' : `.${fraction}`}`;
        expect(leggiNumero(sign + written(number, fraction, thousands, mark))).toEqual({ numero: plain });
      }),
    );
  });

  it.each([
    ['.', ','],
    [',', '.'],
  ])('grouped by %j, with %j for decimals, is read as it was, or said to be ambiguous', (thousands, mark) => {
    fc.assert(
      fc.property(whole, decimals, (number, fraction) => {
        const text = written(number, fraction, thousands, mark);
        const ambiguous = /^[0-9]{1,3}[.,][0-9]{3}$/.test(text);
        const plain = { numero: `${number}${fraction === '' ? '' : `.${fraction}`}` };
        expect(leggiNumero(text)).toEqual(ambiguous ? { difetto: 'numeroAmbiguo' } : plain);
      }),
    );
  });

  it('is never made of what is none', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789.,- €x')) }), (text) => {
        const read = leggiNumero(text);
        if ('numero' in read) expect(read.numero).toMatch(/^-?[0-9]+(\.[0-9]+)?$/);
      }),
    );
  });

  it('is an integer when its decimals are zeros', () => {
    expect(interoDi('12')).toBe('12');
    expect(interoDi('-12.00')).toBe('-12');
    expect(interoDi('12.01')).toBeUndefined();
  });

  it('of a workbook is shown in full, with the fifteen digits it has', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 5 }), (digits, places) => {
        const shown = numeroInCifre(digits / 10 ** places);
        expect(shown).toMatch(/^-?[0-9]+(\.[0-9]*[1-9])?$/);
        expect(Number(shown)).toBe(digits / 10 ** places);
      }),
    );
    expect([1e21, -1e21, 1e-7, 0.1 + 0.2, 5e-324].map(numeroInCifre)).toEqual([
      '1000000000000000000000',
      '-1000000000000000000000',
      '0.0000001',
      '0.3',
      '0',
    ]);
  });
});
