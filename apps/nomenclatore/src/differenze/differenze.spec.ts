import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type TipoDifferenza, confronta } from './differenze.js';
import type { VoceConfrontata } from './voce-confrontata.js';

const voce = (codice: string, changes: Partial<VoceConfrontata> = {}): VoceConfrontata => ({
  codice,
  padre: null,
  denominazione: `Voce ${codice}`,
  descrizione: null,
  attributi: {},
  ...changes,
});
/** `B<A,C` is an item B that takes the place of A and C, called as A is if it is its only one. */
const items = (text: string): VoceConfrontata[] =>
  text
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => {
      const [codice, names] = one.split('<') as [string, string?];
      return voce(codice, names === undefined ? {} : { attributi: { sostituisce: names.split(',') } });
    });
const codes = (voci: readonly VoceConfrontata[]) => voci.map(({ codice }) => codice).sort();
/** `divisa A>A,B` */
const told = (...versioni: string[]) => {
  const [first, ...others] = versioni.map(items);
  return confronta([first!, ...others]).differenze.map(
    ({ tipo, prima, dopo }) => `${tipo} ${codes(prima).join()}>${codes(dopo).join()}`,
  );
};

describe('what changed between two versions', () => {
  it.each([
    ['a new code', 'A', 'A B', ['aggiunta >B']],
    ['a code that is no more', 'A B', 'A', ['tolta B>']],
    ['another code for the same thing', 'A', 'B<A', ['ricodificata A>B']],
    ['one that became two', 'A', 'B<A C<A', ['divisa A>B,C']],
    ['one that became two and kept its code for one', 'A', 'A<A B<A', ['divisa A>A,B']],
    ['one that gave a part of it away', 'A', 'A B<A', ['divisa A>A,B']],
    ['two that became one', 'A B', 'C<A,B', ['unita A,B>C']],
    ['one that took in another', 'A B', 'A<B', ['unita A,B>A']],
    ['one that took in another and says so of itself too', 'A B', 'A<A,B', ['unita A,B>A']],
    ['several that became several others', 'A B', 'C<A,B D<B', ['ricomposta A,B>C,D']],
    ['codes that changed places', 'A B', 'A<B B<A', ['ricodificata A>B', 'ricodificata B>A']],
    ['a code given to something else', 'A B', 'A<B C<A', ['ricodificata B>A', 'ricodificata A>C']],
    ['an item that names itself', 'A', 'A<A', []],
    ['an item that names a code twice', 'A', 'B<A,A', ['ricodificata A>B']],
    ['an item that names a code the version before did not have', 'A', 'A B<Z', ['aggiunta >B']],
    ['everything new', '', 'A B', ['aggiunta >A', 'aggiunta >B']],
    ['everything gone', 'A B', '', ['tolta A>', 'tolta B>']],
  ])('%s', (_, prima, dopo, expected) => {
    expect(told(prima, dopo).sort()).toEqual(expected.sort());
  });

  it('is followed through the versions between', () => {
    expect(told('A', 'B<A', 'C<B')).toEqual(['ricodificata A>C']);
    expect(told('A', 'B<A C<A', 'B C')).toEqual(['divisa A>B,C']);
    expect(told('A', 'B<A C<A', 'D<B,C')).toEqual(['ricodificata A>D']);
    expect(told('A', 'A B', 'A')).toEqual([]);
    expect(told('A', 'B', 'A')).toEqual(['tolta A>', 'aggiunta >A']);
  });

  const one = (prima: Partial<VoceConfrontata>, dopo: Partial<VoceConfrontata>) => {
    const { differenze, invariate } = confronta([[voce('A', prima)], [voce('A', dopo)]]);
    return differenze.length === 0 ? invariate : [differenze[0]!.tipo, differenze[0]!.campi];
  };

  it('of a code that stays is the field that says something else', () => {
    expect(one({ denominazione: 'Uno' }, { denominazione: 'Due' })).toEqual([
      'rinominata',
      [{ campo: 'denominazione', prima: 'Uno', dopo: 'Due' }],
    ]);
    expect(one({ padre: 'P' }, { padre: null })).toEqual(['spostata', [{ campo: 'padre', prima: 'P', dopo: null }]]);
    expect(one({ descrizione: 'x' }, { descrizione: null })).toEqual([
      'variata',
      [{ campo: 'descrizione', prima: 'x', dopo: null }],
    ]);
    expect(one({ attributi: { isee: true, area: 'x' } }, { attributi: { area: 'x', isee: false } })).toEqual([
      'variata',
      [{ campo: 'isee', prima: true, dopo: false }],
    ]);
    expect(one({ attributi: {} }, { attributi: { leps: 'sì' } })).toEqual([
      'variata',
      [{ campo: 'leps', prima: null, dopo: 'sì' }],
    ]);
  });

  it('names every field that changed, and the first in weight gives the kind', () => {
    const [tipo, campi] = one({ padre: 'P' }, { denominazione: 'Due', attributi: { isee: true } });
    expect(tipo).toBe('rinominata');
    expect(campi).toEqual(['denominazione', 'padre', 'isee'].map((campo) => expect.objectContaining({ campo })));
  });

  it('is not what an item says of the version before', () => {
    expect(one({}, { attributi: { sostituisce: ['A'] } })).toEqual(['A']);
  });

  it('of an item under a heading with a new code is nothing', () => {
    const prima = [voce('P'), voce('A', { padre: 'P' })];
    const dopo = [voce('Q', { denominazione: 'Voce P', attributi: { sostituisce: ['P'] } }), voce('A', { padre: 'Q' })];
    expect(confronta([prima, dopo]).differenze.map(({ tipo }) => tipo)).toEqual(['ricodificata']);
    expect(confronta([prima, [dopo[0]!, voce('A', { padre: 'P' })]]).invariate).toEqual(['A']);
  });

  it('is told in the order of what asks for work', () => {
    const found = told('A B C D E', 'A1<A A2<A F<B,C Z D2<D');
    expect(found.map((text) => text.split(' ')[0])).toEqual(['divisa', 'unita', 'ricodificata', 'tolta', 'aggiunta']);
  });
});

const CODES = ['A', 'B', 'C', 'D', 'E', 'F'];
const aVersion = fc
  .uniqueArray(
    fc.record({
      codice: fc.constantFrom(...CODES),
      padre: fc.option(fc.constantFrom(...CODES)),
      denominazione: fc.constantFrom('Uno', 'Due'),
      descrizione: fc.option(fc.constantFrom('x', 'y')),
      attributi: fc.record(
        { sostituisce: fc.array(fc.constantFrom(...CODES, 'Z'), { maxLength: 3 }), isee: fc.boolean() },
        { requiredKeys: [] },
      ),
    }),
    { selector: ({ codice }) => codice },
  )
  .map((voci): VoceConfrontata[] => voci);
const someVersions = fc.array(aVersion, { minLength: 2, maxLength: 4 }).map((versioni) => {
  return versioni as [VoceConfrontata[], ...VoceConfrontata[][]];
});

describe('of any two versions', () => {
  it('one with itself has no differences', () => {
    fc.assert(
      fc.property(aVersion, (versione) => {
        expect(confronta([versione])).toEqual({ differenze: [], invariate: versione.map(({ codice }) => codice) });
      }),
    );
  });

  it('every code of either is accounted for once', () => {
    fc.assert(
      fc.property(someVersions, (versioni) => {
        const { differenze, invariate } = confronta(versioni);
        const side = (which: 'prima' | 'dopo') =>
          [...codes(differenze.flatMap((one) => one[which])), ...invariate].sort();
        expect(side('prima')).toEqual(codes(versioni[0]));
        expect(side('dopo')).toEqual(codes(versioni.at(-1)!));
      }),
    );
  });

  it('the differences applied to the codes of one give those of the other', () => {
    fc.assert(
      fc.property(someVersions, (versioni) => {
        const applied = new Set(codes(versioni[0]));
        const { differenze } = confronta(versioni);
        for (const { codice } of differenze.flatMap(({ prima }) => prima)) applied.delete(codice);
        for (const { codice } of differenze.flatMap(({ dopo }) => dopo)) applied.add(codice);
        expect([...applied].sort()).toEqual(codes(versioni.at(-1)!));
      }),
    );
  });

  it('a kind says how many codes became how many', () => {
    const SHAPE: Record<TipoDifferenza, string> = {
      aggiunta: '0>1',
      tolta: '1>0',
      divisa: '1>n',
      unita: 'n>1',
      ricomposta: 'n>n',
      ricodificata: '1>1',
      rinominata: '1>1',
      spostata: '1>1',
      variata: '1>1',
    };
    const many = (length: number) => (length > 1 ? 'n' : String(length));
    fc.assert(
      fc.property(someVersions, (versioni) => {
        for (const { tipo, prima, dopo, campi } of confronta(versioni).differenze) {
          expect(`${many(prima.length)}>${many(dopo.length)}`).toBe(SHAPE[tipo]);
          if (['rinominata', 'spostata', 'variata'].includes(tipo)) {
            expect(prima[0]!.codice).toBe(dopo[0]!.codice);
            expect(campi).not.toEqual([]);
          }
        }
      }),
    );
  });
});
