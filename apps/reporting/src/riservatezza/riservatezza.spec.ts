import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Contributo, conta, contributi, sommeDi } from '../prova/contributi.js';
import { proteggi } from './riservatezza.js';
import { SOGLIA_MINIMA } from './soglie.js';

const soglia = fc.integer({ min: -2, max: 12 });
const of = (...cella: [persona: string | null, spesa: number][]): Contributo[] =>
  cella.map(([persona, spesa]) => ({ persona, spesa }));
const shows = (cella: readonly Contributo[], least = 3) => proteggi(conta(cella), true, least);

describe('a cell under disclosure control', () => {
  it('shows persons and money from the threshold up', () => {
    const five = of(['a', 100], ['b', 100], ['c', 100], ['d', 100], ['e', 150]);
    expect(shows(five, 5)).toEqual({
      persone: { stato: 'valore', valore: 5 },
      spesa: { stato: 'valore', valore: 550 },
    });
    expect(shows(five.slice(1), 5)).toEqual({ persone: { stato: 'riservato' }, spesa: { stato: 'riservato' } });
  });

  it('counts a person once, however many facts it has', () => {
    const two = of(['a', 100], ['b', 100], ['a', 100], ['b', 100], ['a', 1]);
    expect(shows(two).persone).toEqual({ stato: 'riservato' });
  });

  it('hides the money, and only the money, when one person has more than half of it', () => {
    const half = of(['a', 300], ['b', 100], ['c', 100], ['d', 100]);
    expect(shows(half).spesa).toEqual({ stato: 'valore', valore: 600 });
    expect(shows([...half, ...of(['a', 1])])).toEqual({
      persone: { stato: 'valore', valore: 4 },
      spesa: { stato: 'riservato' },
    });
  });

  it('is not fooled by a person whose many small amounts prevail, nor by refunds that shrink the total', () => {
    expect(shows(of(['a', 90], ['a', 90], ['a', 90], ['b', 80], ['c', 80], ['d', 80])).spesa.stato).toBe('riservato');
    expect(shows(of(['a', 1000], ['b', -900], ['c', 1], ['d', 1])).spesa.stato).toBe('riservato');
  });

  it('takes facts without a person for nobody when it counts, and for one who may prevail when it adds', () => {
    expect(shows(of([null, 10], [null, 10], [null, 10], [null, 10])).persone).toEqual({ stato: 'riservato' });
    expect(shows(of(['a', 10], ['b', 10], ['c', 10], [null, 20], [null, 20]))).toEqual({
      persone: { stato: 'valore', valore: 3 },
      spesa: { stato: 'riservato' },
    });
    expect(shows(of(['a', 10], ['b', 10], ['c', 10], [null, 20])).spesa).toEqual({ stato: 'valore', valore: 50 });
  });

  it('tells nothing from nobody knows', () => {
    expect(proteggi(undefined, true, 3)).toEqual({ persone: { stato: 'zero' }, spesa: { stato: 'zero' } });
    expect(proteggi(undefined, false, 3)).toEqual({
      persone: { stato: 'non_pervenuto' },
      spesa: { stato: 'non_pervenuto' },
    });
  });

  it('shows that services without a cost cost nothing', () => {
    expect(shows(of(['a', 0], ['b', 0], ['c', 0]))).toEqual({
      persone: { stato: 'valore', valore: 3 },
      spesa: { stato: 'zero' },
    });
  });
});

describe('I8 whatever is in a cell and whatever the threshold', () => {
  it('fewer persons than the threshold, or than the floor, are never shown', () => {
    fc.assert(
      fc.property(contributi, fc.boolean(), soglia, (cella, pervenuto, least) => {
        const { persone } = proteggi(conta(cella), pervenuto, least);
        if (persone.stato === 'valore') expect(persone.valore).toBeGreaterThanOrEqual(Math.max(SOGLIA_MINIMA, least));
      }),
    );
  });

  it('what is shown is the truth', () => {
    fc.assert(
      fc.property(contributi, soglia, (cella, least) => {
        const { persone, spesa } = proteggi(conta(cella), true, least);
        if (persone.stato === 'valore')
          expect(persone.valore).toBe([...sommeDi(cella).keys()].filter((one) => one !== null).length);
        if (spesa.stato === 'valore') expect(spesa.valore).toBe(cella.reduce((sum, one) => sum + one.spesa, 0));
        if (persone.stato === 'zero') expect(cella).toEqual([]);
      }),
    );
  });

  it('money is never shown without persons, nor when one contributor has more than all the others', () => {
    fc.assert(
      fc.property(contributi, soglia, (cella, least) => {
        const { persone, spesa } = proteggi(conta(cella), true, least);
        if (spesa.stato !== 'valore') return;
        expect(persone.stato).toBe('valore');
        const amounts = [...sommeDi(cella).values()].map(Math.abs);
        const all = amounts.reduce((sum, one) => sum + one, 0);
        for (const one of amounts) expect(one).toBeLessThanOrEqual(all - one);
      }),
    );
  });

  it('hides no more than it must: money is shown whenever nobody has more than all the others together', () => {
    fc.assert(
      fc.property(contributi, soglia, (cella, least) => {
        const { persone, spesa } = proteggi(conta(cella), true, least);
        const amounts = [...sommeDi(cella).values()].map(Math.abs);
        const all = amounts.reduce((sum, one) => sum + one, 0);
        if (persone.stato !== 'valore' || all === 0) return;
        expect(spesa.stato).toBe(amounts.every((one) => one <= all - one) ? 'valore' : 'riservato');
      }),
    );
    expect(shows(of(['a', 100], ['b', 100], ['c', -100], ['d', -50])).spesa).toEqual({ stato: 'valore', valore: 50 });
  });

  it('a higher threshold never shows more', () => {
    fc.assert(
      fc.property(contributi, soglia, fc.integer({ min: 0, max: 10 }), (cella, least, more) => {
        const low = proteggi(conta(cella), true, least);
        const high = proteggi(conta(cella), true, least + more);
        for (const misura of ['persone', 'spesa'] as const) {
          if (high[misura].stato !== 'riservato') expect(high[misura]).toEqual(low[misura]);
          if (low[misura].stato === 'riservato') expect(high[misura].stato).toBe('riservato');
        }
      }),
    );
  });

  it('a cell with somebody in it is never a zero of persons nor not supplied, and an empty one is never reserved', () => {
    fc.assert(
      fc.property(contributi, fc.boolean(), soglia, (cella, pervenuto, least) => {
        const { persone } = proteggi(cella.length === 0 ? undefined : conta(cella), pervenuto, least);
        if (cella.length === 0) expect(persone.stato).toBe(pervenuto ? 'zero' : 'non_pervenuto');
        else expect(['valore', 'riservato']).toContain(persone.stato);
      }),
    );
  });

  it('two cells that are both hidden look the same', () => {
    fc.assert(
      fc.property(contributi, contributi, soglia, (one, other, least) => {
        const [shown, also] = [one, other].map((cella) => proteggi(conta(cella), true, least));
        if (shown!.persone.stato === 'riservato' && also!.persone.stato === 'riservato') expect(shown).toEqual(also);
      }),
    );
  });
});
