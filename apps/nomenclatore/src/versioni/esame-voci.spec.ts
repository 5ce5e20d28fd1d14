import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RigaVoce } from '../pacchetto/pacchetto-nomenclature.js';
import { difettiDi } from './esame-voci.js';

/** `B/A<X,Y` is an item B under A that takes the place of X and Y. */
const items = (text: string): RigaVoce[] =>
  text.split(' ').map((one, at) => {
    const [, codice, padre, names] = /^(\w+)(?:\/(\w+))?(?:<([\w,]+))?$/.exec(one)!;
    return {
      codice: codice!,
      padre: padre ?? null,
      denominazione: 'Voce',
      descrizione: null,
      attributi: Object.fromEntries(names === undefined ? [] : [['sostituisce', names.split(',')] as const]),
      fonte: 'prova',
      affidabilita: 'fonte',
      posto: { file: 'questo elenco', riga: at + 2 },
    };
  });
const found = (text: string, prima: readonly string[] = []) =>
  difettiDi(items(text), new Set(prima)).map(({ riga, campo, regola }) => `${riga} ${campo} ${regola}`);

describe('a list of items', () => {
  it.each([
    ['without faults', 'A B/A C/B', [], []],
    ['under a heading that is no code of it', 'A/TITOLO B/A', [], []],
    ['with a code twice', 'A B A', [], ['4 codice codiceRipetuto']],
    ['with a code under itself', 'A/A', [], ['2 codice_padre ciclo']],
    ['with a circle', 'A/C B/A C/B D/C', [], ['2 codice_padre ciclo', '3 codice_padre ciclo', '4 codice_padre ciclo']],
    ['that takes the place of codes of the version before', 'A<X B<X,Y', ['X', 'Y'], []],
    ['that takes the place of strangers', 'A<X B<Z', ['X'], ['3 sostituisce sostituitoIgnoto']],
    ['that takes the place of somebody in a first version', 'A<X', [], ['2 sostituisce sostituitoIgnoto']],
    [
      'with several faults, in the order of its rows',
      'B/B A A<Z',
      [],
      ['2 codice_padre ciclo', '4 codice codiceRipetuto', '4 sostituisce sostituitoIgnoto'],
    ],
  ])('%s', (_, text, prima, expected) => {
    expect(found(text, prima)).toEqual(expected);
  });

  it('without items is a fault of the whole', () => {
    expect(difettiDi([], new Set())).toEqual([expect.objectContaining({ regola: 'nessunaVoce', riga: null })]);
  });

  it('says where the same code was before', () => {
    expect(difettiDi(items('A B A'), new Set())[0]!.messaggio).toMatch(/^"A" c'è già.* riga 2 di questo elenco$/);
  });

  it('with an item that fits no message is refused', () => {
    const [voce] = items('A');
    const large = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`x${at}`, 'y'.repeat(2_000)]));
    expect(difettiDi([{ ...voce!, attributi: large }], new Set())).toEqual([
      expect.objectContaining({ regola: 'valore', riga: 2, campo: 'attributi' }),
    ]);
  });

  it('of any shape is judged in the end, and a tree without circles is right', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(30)), { minLength: 1, maxLength: 30 }), (parents) => {
        const text = parents.map((parent, at) => `V${at}${parent === null ? '' : `/V${parent}`}`).join(' ');
        const hasCircle = found(text).length > 0;
        const climbs = parents.every((_, start) => {
          let at: number | null | undefined = start;
          for (let step = 0; step <= parents.length && at !== null && at !== undefined; step++) at = parents[at];
          return at === null || at === undefined;
        });
        expect(hasCircle).toBe(!climbs);
      }),
    );
  });
});
