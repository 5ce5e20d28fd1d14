import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyOfLabel, readUnits, speaksOfMoney } from './lettura-etichetta.js';
import { normalise, wordsOf } from './parole.js';

const meanings = (text: string): string[] =>
  readUnits(text).flatMap(({ significati }) => significati.map((words) => words.map(({ forma }) => forma).join(' ')));

describe('the words of a label', () => {
  it('are the same whatever the case, accents, punctuation and blanks', () => {
    expect(normalise("  Attività  d'ASSISTENZA (domiciliare)… ")).toBe('attivita d assistenza domiciliare');
    expect(normalise('Bébé naïf')).toBe('bebe naif');
    expect(normalise('ATTIVITÀ D’ASSISTENZA/DOMICILIARE')).toBe('attivita d assistenza domiciliare');
  });

  it('hold an acronym together, with dots or without', () => {
    expect(wordsOf('S.A.D. anziani')).toEqual(['sad', 'anziani']);
    expect(wordsOf('A.D.I.- integrata')).toEqual(['adi', 'integrata']);
    expect(wordsOf('Art. 5 n.3')).toEqual(['art', '5', 'n', '3']);
  });

  it('are one word where half of the enti write two, and two where half write one', () => {
    expect(wordsOf('semi-residenziale')).toEqual(wordsOf('Semiresidenziale'));
    expect(wordsOf('socioassistenziale')).toEqual(wordsOf('socio - assistenziale'));
    expect(wordsOf('tele')).toEqual(['tele']);
  });

  it('are bounded: a text of a million letters is read as far as it says something', () => {
    expect(wordsOf('parola '.repeat(150_000)).length).toBeLessThanOrEqual(81);
    expect(Math.max(...wordsOf('a'.repeat(1_000_000)).map((word) => word.length))).toBeLessThanOrEqual(40);
  });
});

describe('what a label may stand for', () => {
  it('knows the acronyms of the field', () => {
    expect(meanings('S.A.D.')).toEqual(['sad', 'servizio assistenza domiciliare socio assistenziale']);
    expect(meanings('CDD')).toContain('centro diurno struttura semiresidenziale disabili');
  });

  it('knows a phrase in plural and singular, with and without articles, and prefers the longest', () => {
    const [casa] = readUnits('Case di riposo');
    expect(casa?.scritta).toBe('case riposo');
    expect(meanings('Casa riposo')).toContain('struttura residenziale');
    expect(readUnits('Contributo alle famiglie affidatarie')).toHaveLength(1);
  });

  it('keeps the words as they are written beside their meaning', () => {
    expect(meanings('affido')[0]).toBe('affido');
  });

  it('reads the shortenings of the trade, and no property of an object for one', () => {
    expect(keyOfLabel('ass. dom. anz.')).toBe(keyOfLabel('Assistenza domiciliare anziani'));
    expect(meanings('constructor __proto__ toString')).toEqual(['constructor', 'proto', 'tostring']);
  });

  it('tells a contribution from the service it pays for', () => {
    expect(speaksOfMoney(readUnits('Contributi per asili nido'))).toEqual({ itself: true, maybe: true });
    expect(speaksOfMoney(readUnits('Fondo morosità incolpevole'))).toEqual({ itself: false, maybe: true });
    expect(speaksOfMoney(readUnits('Asilo nido'))).toEqual({ itself: false, maybe: false });
  });
});

describe('the key of a label', () => {
  it('is one for labels that say the same in another order or number, or with words cut short', () => {
    expect(keyOfLabel('Anziani: servizio di assistenza domiciliare')).toBe(keyOfLabel('ass. domiciliare anziano'));
    expect(keyOfLabel('S.A.D. ANZIANI')).toBe(keyOfLabel('SAD per anziani'));
    expect(keyOfLabel('Servizi')).not.toBe(keyOfLabel('Interventi'));
  });

  it('is not one for labels that may stand for the same: who decided about the one did not decide about the other', () => {
    expect(keyOfLabel('Trasporto anziani')).not.toBe(keyOfLabel('Trasporto scolastico'));
    expect(keyOfLabel('CDD')).not.toBe(keyOfLabel('CSE'));
    expect(keyOfLabel('Casa di riposo')).not.toBe(keyOfLabel('Casa famiglia'));
  });

  it('is the text itself where no word is left', () => {
    expect(keyOfLabel('di')).toBe('di');
    expect(keyOfLabel('')).toBe('');
  });

  it('exists for any text, and case says nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(typeof keyOfLabel(text)).toBe('string');
        expect(keyOfLabel(normalise(text).toUpperCase())).toBe(keyOfLabel(normalise(text)));
      }),
    );
  });
});
