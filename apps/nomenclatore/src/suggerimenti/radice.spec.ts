import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { radiceOf } from './radice.js';

describe('the stem of a word', () => {
  it.each([
    ['anziano', 'anziani', 'anziana', 'anziane'],
    ['domiciliare', 'domiciliari', 'domiciliarita', 'domicilio'],
    ['contributo', 'contributi'],
    ['pubblica', 'pubbliche', 'pubblico'],
    ['educativo', 'educativa', 'educazione', 'educatore'],
    ['disabile', 'disabili', 'disabilita'],
    ['assistenza', 'assistenziale', 'assistenziali'],
    ['residenza', 'residenziale', 'residenziali'],
    ['affido', 'affidi', 'affidamento', 'affidamenti'],
    ['lavoro', 'lavorativo', 'lavorativa'],
    ['grave', 'gravi', 'gravissime'],
    ['retta', 'rette'],
    ['nido', 'nidi'],
    ['casa', 'case'],
  ])('is one for %s and the words of its family', (word, ...family) => {
    expect(family.map(radiceOf)).toEqual(family.map(() => radiceOf(word)));
  });

  it.each([
    ['assistenza', 'assegno'],
    ['mensa', 'mensile'],
    ['adozione', 'adulti'],
    ['trasporto', 'trasferimento'],
    ['scolastico', 'socio'],
    ['acquisto', 'acqua'],
    ['casa', 'cas'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(radiceOf(one)).not.toBe(radiceOf(other));
  });

  it('leaves acronyms and numbers as they are', () => {
    expect(['sad', 'adi', 'rsa', '104', 'l112'].map(radiceOf)).toEqual(['sad', 'adi', 'rsa', '104', 'l112']);
  });

  it('is never empty and never longer than the word', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,40}$/), (word) => {
        const radice = radiceOf(word);
        expect(radice.length).toBeGreaterThan(0);
        expect(word.startsWith(radice.replace('~', ''))).toBe(true);
      }),
    );
  });
});
