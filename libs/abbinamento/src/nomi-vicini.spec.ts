import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nomiUguali, nomiVicini } from './nomi-vicini.js';

const nome = fc.string({ unit: fc.constantFrom(...Array.from("AEINRS Àé'-üß")), maxLength: 14 });

describe('two given names may be of one person', () => {
  it.each([
    ['MARIA', 'maria'],
    ['NICOLÒ', "NICOLO'"],
    ['JEAN-PAUL', 'JEAN PAUL'],
    ['MARIA', 'MARIA LUISA'],
    ['LUISA', 'MARIA LUISA'],
    ['MARIA LUISA', 'LUISA MARIA'],
    ['MÜSLÜM', 'MUESLUEM'],
    ['GIOVANNI', 'GIOVANI'],
    ['ALESSANDRO', 'ALESSANDO'],
    ['MIRKO', 'MIRCO'],
    ['ANNA', 'ANNAMARIA'],
    ['李明', '李明 '],
  ])('%s and %s', (uno, altro) => {
    expect(nomiVicini(uno, altro)).toBe(true);
  });

  it.each([
    ['MIRKO', 'GIOVANNA'],
    ['LUCA', 'LUCIA MARIA'],
    ['ANNA', 'GIOVANNA'],
    ['MARCO', 'MATTEO'],
    ['PAOLO', 'PIETRO'],
    ['IDA', 'ADA'],
    ['-', 'MARIA'],
    ['-', '.'],
    ['李明', '王芳'],
    ['', 'MARIA'],
  ])('but not %s and %s', (uno, altro) => {
    expect(nomiVicini(uno, altro)).toBe(false);
  });

  it('whichever is named first; a name is near to itself', () => {
    fc.assert(
      fc.property(nome, nome, (uno, altro) => {
        expect(nomiVicini(uno, altro)).toBe(nomiVicini(altro, uno));
        expect(nomiVicini(uno, uno)).toBe(true);
        if (nomiUguali(uno, altro)) expect(nomiVicini(uno, altro)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('a second name left out is never another person', () => {
    const parola = fc.string({ unit: fc.constantFrom(...Array.from('AEINRS')), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(parola, { minLength: 1, maxLength: 4 }), fc.nat(), (parole, which) => {
        expect(nomiVicini(parole[which % parole.length]!, parole.join(' '))).toBe(true);
      }),
    );
  });
});
