import { expect, it } from '@jest/globals';
import { iscritto } from '../prova/forniture-di-prova.js';
import { tizio } from '../prova/righe-di-prova.js';
import { datiOf } from './dati-anagrafe.js';

const detto = (extra: Parameters<typeof iscritto>[2]) =>
  datiOf(iscritto(tizio(), 'recanati', extra), 'e0000000-0000-5000-8000-000000000001', undefined).statoCivile;

it.each([
  ['with its day', { statoCivile: '3', statoCivileDal: '2019-11-02' }, { codice: '3', dal: '2019-11-02' }],
  ['without a day', { statoCivile: '6' }, { codice: '6' }],
  ['as not known', { statoCivile: '9', statoCivileDal: '2019-11-02' }, undefined],
  ['as a day of nothing', { statoCivileDal: '2019-11-02' }, undefined],
  ['not at all', {}, undefined],
])('a comune says marital status %s', (_how, extra, atteso) => {
  expect(detto(extra)).toEqual(atteso);
});
