import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { sigleOf } from './sigle.js';
import { type FonteDescritta, usoOfFonti } from './uso-fonti.js';

const fonte = (sigla: string): FonteDescritta => ({
  sigla,
  titolo: sigla,
  editore: 'x',
  url: null,
  licenza: 'CC0',
  aggiornato_al: null,
  nota: null,
});
const riga = (fonte: string, righe: number, affidabilita = 'fonte', lista = 'comuni') => ({
  fonte,
  righe,
  affidabilita,
  lista,
  sistema: null,
});

describe('the sources that a mark names', () => {
  it.each([
    ['anpr', ['anpr']],
    ['anpr+i18n_iso', ['anpr', 'i18n_iso']],
    ['ndc_siuss_1.0: INPS non pubblica una validità; si parte dal DM', ['ndc_siuss_1.0']],
    ['anpr+anpr', ['anpr']],
    ['conoscenza generale + zona B', ['conoscenza generale + zona B']],
    ['DGR 1/2026', ['DGR 1/2026']],
    ['anpr+', ['anpr+']],
    ['', ['']],
  ])('%j are %j', (mark, sigle) => {
    expect(sigleOf(mark)).toEqual(sigle);
  });
});

describe('what every source is used for', () => {
  it('counts its rows by list and reliability, also where a mark names more than one', () => {
    const [anpr, iso] = usoOfFonti(
      [fonte('anpr'), fonte('iso')],
      [riga('anpr', 5), riga('anpr+iso: unite', 2), riga('anpr', 1, 'dedotto')],
    );
    expect([anpr!.righe, iso!.righe]).toEqual([8, 2]);
    expect(anpr!.usi).toEqual([
      { lista: 'comuni', sistema: null, affidabilita: 'fonte', righe: 7 },
      { lista: 'comuni', sistema: null, affidabilita: 'dedotto', righe: 1 },
    ]);
  });

  it('tells marks that nobody describes after the others, the most used first, and sources that nothing names', () => {
    const told = usoOfFonti([fonte('muta')], [riga('a voce', 1), riga('delibera', 3), riga('atto', 1)]);
    expect(told.map(({ sigla, descritta, licenza, righe }) => [sigla, descritta, licenza, righe])).toEqual([
      ['muta', true, 'CC0', 0],
      ['delibera', false, null, 3],
      ['a voce', false, null, 1],
      ['atto', false, null, 1],
    ]);
  });

  it('is not buried under the free texts of a thousand uploads', () => {
    const many = Array.from({ length: 1000 }, (_, i) => riga(`file n. ${i}`, 1));
    const told = usoOfFonti([fonte('anpr')], [...many, riga('importante ma', 9)]);
    expect(told).toHaveLength(501);
    expect(told[1]!.sigla).toBe('importante ma');
  });

  it('loses no row: each is counted under every source that its mark names', () => {
    const mark = fc.constantFrom(
      'a',
      'b1',
      'b1+a2',
      'a2+b1+cc',
      'testo libero',
      'cc: nota',
      '__proto__',
      'constructor',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(mark, fc.nat(50)), { maxLength: 20 }), (rows) => {
        const told = usoOfFonti(
          [fonte('b1'), fonte('a2')],
          rows.map(([one, count]) => riga(one, count)),
        );
        const expected = rows.reduce((sum, [one, count]) => sum + sigleOf(one).length * count, 0);
        expect(told.reduce((sum, { righe }) => sum + righe, 0)).toBe(expected);
        expect(new Set(told.map(({ sigla }) => sigla)).size).toBe(told.length);
      }),
    );
  });
});
