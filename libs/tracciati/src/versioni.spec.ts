import { describe, expect, it } from '@jest/globals';
import { TRACCIATI, nomeTracciato } from './catalogo.js';
import { precedenteDi, scegliVersione, versioniDi } from './versioni.js';

const [base] = TRACCIATI;
const versione = (nome: string, dal: string, al: string | null = null) => ({
  ...base!,
  codice: 'X',
  versione: nome,
  validita: { dal, al },
});
const prima = versione('1', '2020-01-01', '2027-06-30');
const seconda = versione('2', '2027-01-01');
const scelta = (nome: string, giorno: string) => {
  const esito = scegliVersione(nome, giorno, [seconda, prima]);
  return [esito.esito, 'tracciato' in esito ? esito.tracciato.versione : ''].join(' ').trim();
};

describe('Of two versions', () => {
  it.each([
    ['2026-12-31', 'X', 'trovata 1'],
    ['2027-01-01', 'X', 'trovata 2'],
    ['2027-06-30', 'X@1', 'trovata 1'],
    ['2027-06-30', 'X@2', 'trovata 2'],
    ['2027-07-01', 'X@1', 'non_in_vigore 1'],
    ['2026-12-31', 'X@2', 'non_in_vigore 2'],
    ['2019-12-31', 'X', 'non_in_vigore 2'],
    ['2026-12-31', 'X@3', 'sconosciuta'],
    ['2026-12-31', 'Y', 'sconosciuta'],
    ['2026-12-31', '', 'sconosciuta'],
    ['2026-12-31', 'X@', 'sconosciuta'],
    ['2026-12-31', 'X@1@1', 'sconosciuta'],
  ])('on %s %s is %s', (giorno, nome, expected) => {
    expect(scelta(nome, giorno)).toBe(expected);
  });

  it('one takes the place of the other, and the first of none', () => {
    expect([precedenteDi(seconda, [seconda, prima]), precedenteDi(prima, [seconda, prima])]).toEqual([
      prima,
      undefined,
    ]);
  });

  it('those in force are said to who names another', () => {
    const esito = scegliVersione('X@1', '2027-07-01', [prima, seconda]);
    expect(esito).toEqual({ esito: 'non_in_vigore', tracciato: prima, inVigore: [seconda] });
  });
});

it('Every version that takes the place of another was published as long before as it promises', () => {
  const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
  for (const tracciato of TRACCIATI) {
    const before = versioniDi(tracciato.codice).filter(({ validita }) => validita.dal < tracciato.validita.dal);
    if (before.length === 0) continue;
    const notice = days(tracciato.pubblicato, tracciato.validita.dal);
    expect([nomeTracciato(tracciato), notice >= tracciato.preavvisoGiorni]).toEqual([nomeTracciato(tracciato), true]);
  }
  expect(new Set(TRACCIATI.map(nomeTracciato)).size).toBe(TRACCIATI.length);
});
