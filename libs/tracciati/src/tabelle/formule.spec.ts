import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { difesoDaFormule, isFormula, senzaDifesa } from './formule.js';

const text = fc.string({ unit: fc.constantFrom(...Array.from('\'="+-@\t\r\n＝aè1 ')) });

describe('a text that could be a formula', () => {
  it('is told, defended, and read back as it was: every text', () => {
    fc.assert(
      fc.property(text, (original) => {
        const defended = difesoDaFormule(original);
        expect(/^[=+\-@\t\r\n＝]/.test(defended)).toBe(false);
        expect(senzaDifesa(defended)).toBe(original);
        expect(defended === original).toBe(!isFormula(original));
      }),
      { numRuns: 2000 },
    );
  });

  it('may be the way programs keep the zeros of a code', () => {
    expect(senzaDifesa('="00123"')).toBe('00123');
    expect(senzaDifesa('=""')).toBe('');
    expect(senzaDifesa('="a"&"b"')).toBe('="a"&"b"');
  });
});
