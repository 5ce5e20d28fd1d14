import { expect, it } from '@jest/globals';
import { soggettoMostrato } from './soggetto-mostrato.js';

const STP = 'STP0300100000012';
const mostrata = (codice: string | null) => ({
  codice_fiscale: codice,
  cognome: 'ESEMPIO',
  nome: 'ANNA',
  sesso: 'F' as const,
  data_nascita: '1948-05-12',
  anno_nascita: 1948,
  luogo_nascita: { codice_belfiore: 'A271', denominazione: 'ANCONA' },
  comune_residenza: { codice_istat: '042002', denominazione: 'ANCONA' },
});
const codiceDi = (codice: string | null, altro: string | null) =>
  soggettoMostrato(mostrata(codice), mostrata(altro)).codice;

it('what is shown of a person is compared, and what is not shown is not said', () => {
  expect(soggettoMostrato(mostrata(null), mostrata(null))).toEqual({
    cognome: 'ESEMPIO',
    nome: 'ANNA',
    sesso: 'F',
    dataNascita: '1948-05-12',
    annoNascita: 1948,
    luogoNascita: 'A271',
    comune: '042002',
  });
  const muta = { ...mostrata(null), sesso: null, data_nascita: null, anno_nascita: null };
  expect(soggettoMostrato({ ...muta, luogo_nascita: null, comune_residenza: null }, muta)).toEqual({
    cognome: 'ESEMPIO',
    nome: 'ANNA',
  });
});

it('a codice fiscale is always compared, an STP only with the same', () => {
  expect(codiceDi('SMPNNA48E52A271E', null)).toBe('SMPNNA48E52A271E');
  expect(codiceDi(STP, STP)).toBe(STP);
  expect(codiceDi(STP, 'STP0300100000029')).toBeUndefined();
  expect(codiceDi(STP, 'SMPNNA48E52A271E')).toBeUndefined();
});
