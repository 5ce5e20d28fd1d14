import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sameEtichetta } from './etichette.js';

it.each([
  ['Assistenza domiciliare', 'ASSISTENZA  DOMICILIARE'],
  ['Mobilità (trasporto sociale)', 'mobilita - trasporto sociale'],
  ["Contributo per l'affitto", 'Contributo per l’affitto'],
  ['Servizio n. 1', 'servizio n 1'],
  ['Mobilita\u0300', 'Mobilit\u00e0'],
])('%s is %s', (one, other) => {
  expect(sameEtichetta(one, other)).toBe(true);
});

it.each([
  ['Assistenza domiciliare', 'Assistenza domiciliare integrata'],
  ['SAD anziani', 'SADanziani'],
  ['Nido', 'Nidi'],
  ['', ''],
  ['---', '...'],
])('%j is not %j', (one, other) => {
  expect(sameEtichetta(one, other)).toBe(false);
});

it('is the same both ways, and true of itself unless nothing is written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      expect(sameEtichetta(one, other)).toBe(sameEtichetta(other, one));
      expect(sameEtichetta(one, one)).toBe(/[\p{L}\p{N}]/u.test(one.normalize('NFKD')));
      expect(sameEtichetta(one, ` ${one} .`)).toBe(sameEtichetta(one, one));
    }),
  );
});
