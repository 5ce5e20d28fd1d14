import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Competenza } from './competenza.js';
import { type LegamiPersona, visibile } from './visibilita.js';

const COMUNI = ['000001', '000002', '000003'];
const ENTI = ['a', 'b', 'c'];

const titolare: Competenza = {
  ente: 'a',
  entiPropri: ['a', 'past-of-a'],
  comuniPropri: ['000001'],
  comuniAmbito: ['000001', '000002'],
  entiGuidati: [],
};
const capofila: Competenza = {
  ente: 'c',
  entiPropri: ['c'],
  comuniPropri: [],
  comuniAmbito: ['000001', '000002'],
  entiGuidati: ['a', 'b'],
};

describe('the rules of visibility', () => {
  it.each([
    ['a comune its resident', titolare, { comune: '000001', entiErogatori: [] }, 'R1', 'B'],
    [
      'a comune its resident with a prestazione of its own',
      titolare,
      { comune: '000001', entiErogatori: ['a'] },
      'R1',
      'B',
    ],
    ['a comune who has a prestazione of its own', titolare, { comune: '000003', entiErogatori: ['b', 'a'] }, 'R5', 'B'],
    [
      'a comune who has a prestazione of its own and lives nowhere',
      titolare,
      { comune: null, entiErogatori: ['a'] },
      'R5',
      'B',
    ],
    [
      'a comune who has a prestazione of an ente that ceased into it',
      titolare,
      { comune: null, entiErogatori: ['past-of-a'] },
      'R5',
      'B',
    ],
    ['a comune a resident of its ambito', titolare, { comune: '000002', entiErogatori: ['b'] }, 'R2', 'M'],
    ['a capofila a resident of its ambito', capofila, { comune: '000002', entiErogatori: [] }, 'R4', 'M'],
    ['a capofila who has a prestazione of its ambito', capofila, { comune: '000003', entiErogatori: ['b'] }, 'R4', 'M'],
    ['a capofila who has a prestazione of its own', capofila, { comune: '000003', entiErogatori: ['c'] }, 'R5', 'B'],
  ])('show %s', (_chi, competenza, legami: LegamiPersona, regola, profilo) => {
    expect(visibile(competenza, legami)).toEqual({ regola, profilo });
  });

  it.each([
    ['a comune a resident of another ambito', titolare, { comune: '000003', entiErogatori: ['b'] }],
    [
      'a comune who has a prestazione of another member of its ambito',
      titolare,
      { comune: null, entiErogatori: ['b'] },
    ],
    ['a capofila who has a prestazione of others', capofila, { comune: '000003', entiErogatori: ['d'] }],
    [
      'who has no competence anybody',
      { ente: 'x', entiPropri: ['x'], comuniPropri: [], comuniAmbito: [], entiGuidati: [] },
      { comune: null, entiErogatori: [] },
    ],
  ])('do not show %s', (_chi, competenza, legami: LegamiPersona) => {
    expect(visibile(competenza, legami)).toBeUndefined();
  });

  it('never show less for more competence', () => {
    const some = (values: string[]) => fc.subarray(values);
    const competenza = fc.record({
      ente: fc.constantFrom(...ENTI),
      entiPropri: some(ENTI),
      comuniPropri: some(COMUNI),
      comuniAmbito: some(COMUNI),
      entiGuidati: some(ENTI),
    });
    const legami = fc.record({ comune: fc.constantFrom(null, ...COMUNI), entiErogatori: some(ENTI) });
    const rank = (given: Competenza, ties: LegamiPersona) =>
      [undefined, 'M', 'B'].indexOf(visibile(given, ties)?.profilo);
    fc.assert(
      fc.property(competenza, competenza, legami, (one, other, ties) => {
        const both = {
          ente: one.ente,
          entiPropri: [...one.entiPropri, ...other.entiPropri],
          comuniPropri: [...one.comuniPropri, ...other.comuniPropri],
          comuniAmbito: [...one.comuniAmbito, ...other.comuniAmbito],
          entiGuidati: [...one.entiGuidati, ...other.entiGuidati],
        };
        expect(rank(both, ties)).toBeGreaterThanOrEqual(rank(one, ties));
      }),
    );
  });
});
