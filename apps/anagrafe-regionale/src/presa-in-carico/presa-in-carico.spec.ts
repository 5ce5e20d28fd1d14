import { describe, expect, it } from '@jest/globals';
import { hasIdentificativo, statoOf, valeFinoOf } from './presa-in-carico.js';

describe('a case', () => {
  it.each([
    ['2026-03-10', null, null, 'aperta'],
    ['2026-03-10', '2026-03-10', '2026-06-08', 'in_grazia'],
    ['2026-06-08', '2026-03-10', '2026-06-08', 'in_grazia'],
    ['2026-06-09', '2026-03-10', '2026-06-08', 'chiusa'],
  ])('on %s, closed on %s, showing until %s, is %s', (oggi, al, valeFino, atteso) => {
    expect(statoOf({ dal: '2026-01-01', al, valeFino }, oggi)).toBe(atteso);
  });

  it.each([
    ['2026-03-10', 'concluso', 90, '2026-06-08'],
    ['2026-03-10', 'trasferito', 0, '2026-03-10'],
    ['2024-02-28', 'rinuncia', 1, '2024-02-29'],
    ['2026-03-10', 'errore', 90, '2026-03-09'],
  ] as const)('closed on %s because %s with %i days of grace shows its person until %s', (al, motivo, giorni, fino) => {
    expect(valeFinoOf(al, motivo, giorni)).toBe(fino);
  });
});

describe('a reference', () => {
  it.each(['RSSMRK66C14H501U', 'caso/RSSMRK66C14H501U', 'rssmrk-66c14-h501u', 'STP1100010000017', '12345678903'])(
    'that holds a code is seen: %s',
    (text) => {
      expect(hasIdentificativo(text)).toBe(true);
    },
  );

  it.each(['2026/000123', 'CART-7f3a', '12345678901', 'A'])('that holds none is let in: %s', (text) => {
    expect(hasIdentificativo(text)).toBe(false);
  });
});
