import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conta, contributi } from '../prova/contributi.js';
import { AREE, type Area } from '../riservatezza/soglie.js';
import { type ConteggioDiCella, componiTabella } from './componi-tabella.js';
import { territorioOf } from './territorio-dell-anno.js';

const SOGLIE = { ordinaria: 3, delicata: 5 };
const ambito = (id: string, enti: string[]) => ({
  id,
  codice: id,
  denominazione: id,
  tipo: 'ATS',
  enti,
  capofila: undefined,
});
const territorio = territorioOf([ambito('nord', ['a', 'b']), ambito('sud', ['c'])], '2026-03-10');
const conteggio = (where: string | null, area: Area, persone: number): ConteggioDiCella => ({
  ambito: where,
  area,
  persone,
  senzaPersona: 0,
  spesa: persone * 100,
  volume: persone * 100,
  maggiore: 100,
});
const statesOf = (conteggi: ConteggioDiCella[]) =>
  componiTabella(territorio, conteggi, SOGLIE).map(
    ({ ambito: where, area, persone }) => `${where?.id ?? '-'} ${area ?? '-'} ${persone.stato}`,
  );

describe('the table of a year', () => {
  it('has every ambito by every area, each with the threshold of its area', () => {
    const conteggi = AREE.map((area) => conteggio('nord', area, 4));
    expect(statesOf(conteggi)).toEqual([
      'nord 1 riservato',
      'nord 2 riservato',
      'nord 3 valore',
      'nord - riservato',
      'sud 1 non_pervenuto',
      'sud 2 non_pervenuto',
      'sud 3 non_pervenuto',
      'sud - non_pervenuto',
    ]);
  });

  it('says zero of what an ambito with facts has not, and nothing of one without any', () => {
    expect(statesOf([conteggio('nord', '3', 9)]).slice(0, 5)).toEqual([
      'nord 1 zero',
      'nord 2 zero',
      'nord 3 valore',
      'nord - zero',
      'sud 1 non_pervenuto',
    ]);
    expect(new Set(statesOf([]).map((cell) => cell.split(' ')[2]))).toEqual(new Set(['non_pervenuto']));
  });

  it('shows facts of enti without ambito in rows of their own, only if there are any', () => {
    const cells = componiTabella(territorio, [conteggio(null, '1', 50)], SOGLIE);
    expect(cells.filter((cell) => cell.ambito === null).map(({ persone }) => persone.stato)).toEqual([
      'valore',
      'zero',
      'zero',
      'zero',
    ]);
    expect(componiTabella(territorio, [conteggio('nord', '1', 50)], SOGLIE).every((cell) => cell.ambito !== null)).toBe(
      true,
    );
  });

  it('what few persons make is hidden, and makes the rest of their ambito a zero', () => {
    expect(statesOf([{ ...conteggio('sud', '1', 0), senzaPersona: 1 }]).slice(4)).toEqual([
      'sud 1 riservato',
      'sud 2 zero',
      'sud 3 zero',
      'sud - zero',
    ]);
  });

  it('I8 holds nothing but its cells: no total, and no trace of what is hidden', () => {
    const where = fc.constantFrom('nord', 'sud', null);
    const counted = fc
      .uniqueArray(fc.tuple(where, fc.constantFrom(...AREE), contributi), {
        selector: ([place, area]) => `${place} ${area}`,
      })
      .map((cells) => cells.map(([place, area, cella]) => ({ ambito: place, area, ...conta(cella) })));
    fc.assert(
      fc.property(counted, (conteggi) => {
        for (const cell of componiTabella(territorio, conteggi, SOGLIE)) {
          expect(Object.keys(cell).sort()).toEqual(['ambito', 'area', 'persone', 'spesa']);
          for (const misura of [cell.persone, cell.spesa]) {
            expect(Object.keys(misura).sort()).toEqual(misura.stato === 'valore' ? ['stato', 'valore'] : ['stato']);
          }
        }
      }),
    );
  });
});
