import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CodiceInAttesa, CodiciInAttesaV1, codiciInAttesaV1, parseBody } from '#libs/contracts';
import { quadroOf } from './quadro-attese.js';

const gruppo = (codice: string, mese: number, righe: number, ultimo = mese): CodiceInAttesa => {
  return {
    codice,
    primoGiorno: `${monthOf(mese)}-01`,
    ultimoGiorno: `${monthOf(ultimo)}-28`,
    righe,
    dal: `${monthOf(mese)}-01T10:00:00.000Z`,
  };
};
const monthOf = (mese: number): string => `${2020 + Math.floor(mese / 12)}-${String((mese % 12) + 1).padStart(2, '0')}`;
const total = (gruppi: readonly CodiceInAttesa[]): number => gruppi.reduce((sum, { righe }) => sum + righe, 0);

/** Groups of distinct code and month. */
const gruppi = fc
  .uniqueArray(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 40 }), fc.integer({ min: 1, max: 1000 })), {
    selector: ([codice, mese]) => `${codice} ${mese}`,
    maxLength: 200,
  })
  .map((all) => all.map(([codice, mese, righe]) => gruppo(`C${codice}`, mese, righe)));

describe('The picture of what waits', () => {
  it('is all the groups while there is room', () => {
    const few = [gruppo('A', 1, 3), gruppo('A', 2, 1), gruppo('B', 1, 9)];
    expect(quadroOf(few, 3)).toEqual(few);
  });

  it('keeps the largest groups and puts the rest of each code together, from its first day to its last', () => {
    const many = [gruppo('A', 1, 9), gruppo('A', 3, 1), gruppo('A', 2, 2), gruppo('B', 1, 5), gruppo('B', 2, 1)];
    expect(quadroOf(many, 4)).toEqual([gruppo('A', 1, 9), gruppo('B', 1, 5), gruppo('A', 2, 3, 3), gruppo('B', 2, 1)]);
  });

  it('names by a bar the codes that are too many to be named', () => {
    const many = ['A', 'B', 'C', 'D'].map((codice, at) => gruppo(codice, at, 10 - at));
    expect(quadroOf(many, 3)).toEqual([gruppo('A', 0, 10), gruppo('B', 1, 9), gruppo('/', 2, 15, 3)]);
  });

  it('never loses a riga, a day, or the oldest of a code, and always has room', () => {
    fc.assert(
      fc.property(gruppi, fc.integer({ min: 2, max: 60 }), (all, posti) => {
        const shown = quadroOf(all, posti);
        expect(shown.length).toBeLessThanOrEqual(posti);
        expect(total(shown)).toBe(total(all));
        for (const codice of new Set(shown.map((one) => one.codice))) {
          if (codice === '/') continue;
          const own = shown.filter((one) => one.codice === codice);
          const theirs = all.filter((one) => one.codice === codice);
          expect(total(own)).toBe(total(theirs));
          expect(own.map(({ primoGiorno }) => primoGiorno).toSorted()[0]).toBe(
            theirs.map(({ primoGiorno }) => primoGiorno).toSorted()[0],
          );
          expect(
            own
              .map(({ ultimoGiorno }) => ultimoGiorno)
              .toSorted()
              .at(-1),
          ).toBe(
            theirs
              .map(({ ultimoGiorno }) => ultimoGiorno)
              .toSorted()
              .at(-1),
          );
          expect(own.map(({ dal }) => dal).toSorted()[0]).toBe(theirs.map(({ dal }) => dal).toSorted()[0]);
        }
      }),
    );
  });

  it('is what its contract takes, however much waits', () => {
    const many = Array.from({ length: 4000 }, (_, n) => gruppo(`CODICE-${n % 1700}`, n % 100, (n % 90) + 1));
    const body: CodiciInAttesaV1 = {
      ente: 'e0000000-0000-5000-8000-000000000001',
      revisione: 1,
      il: '2026-11-21T10:00:00.000Z',
      codici: quadroOf(many),
    };
    expect(parseBody(codiciInAttesaV1, JSON.parse(JSON.stringify(body)) as object).codici).toHaveLength(1500);
    expect(total(body.codici)).toBe(total(many));
  });
});
