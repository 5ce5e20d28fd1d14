import { describe, expect, it } from '@jest/globals';
import { prepareObiettivo } from './obiettivo.js';
import { compareText } from './somiglianza.js';
import type { VoceObiettivo } from './tipi.js';

/** How alike a label is to that of the first item; the others make words more or less telling. */
function alike(
  denominazione: string,
  target: string | Partial<VoceObiettivo>,
  others: readonly string[] = ['Nido', 'Taxi'],
): number {
  const first = typeof target === 'string' ? { denominazione: target } : target;
  const list = prepareObiettivo([
    { codice: 'A', denominazione: '', ...first },
    ...others.map((each, at) => ({ codice: `B${at}`, denominazione: each })),
  ]);
  return compareText({ codice: 'X', denominazione }, list).get(0)?.valore ?? 0;
}

describe('how alike two labels are', () => {
  it('grows with the words they share', () => {
    const target = 'Assistenza domiciliare anziani';
    const more = ['Colonia', 'Anziani', 'Assistenza anziani', target].map((label) => alike(label, target));
    expect(more).toEqual([...more].sort((a, b) => a - b));
    expect(more[0]).toBe(0);
    expect(new Set(more).size).toBe(4);
  });

  it('counts a rare word more than one that every item has', () => {
    const others = ['Servizio mensa', 'Servizio nido', 'Servizio taxi'];
    const target = 'Servizio telesoccorso';
    expect(alike('telesoccorso x', target, others)).toBeGreaterThan(alike('servizio x', target, others));
  });

  it('is less for a synonym than for the word, and more than for nothing', () => {
    expect(alike('Alloggio', 'Alloggio')).toBeGreaterThan(alike('Abitazione', 'Alloggio'));
    expect(alike('Abitazione', 'Alloggio')).toBeGreaterThan(alike('Navigazione', 'Alloggio'));
  });

  it('forgives a slip of the pen, and reads a word that is cut short', () => {
    expect(alike('telesocorso', 'Telesoccorso')).toBeGreaterThan(0.4);
    expect(alike('psic.', 'Psicomotricità')).toBeGreaterThan(0.3);
  });

  it('is no less for what the target explains in brackets or puts beside with a stroke', () => {
    const whole = alike('Distribuzione beni', 'Distribuzione beni (pasti, medicinali, coperte, scarpe)');
    expect(whole).toBeGreaterThan(0.8 * alike('Distribuzione beni', 'Distribuzione beni'));
    expect(alike('Buon vicinato', 'Prossimità condominiale/buon vicinato')).toBeGreaterThan(
      alike('Buon vicinato', 'Prossimità condominiale e buon vicinato'),
    );
  });

  it('is less between a service and the contribution to its price, both ways', () => {
    const balcone = alike('Mensa', 'Mensa balcone', ['Mensa contributo']);
    expect(alike('Mensa', 'Mensa contributo', ['Mensa balcone'])).toBeLessThan(0.9 * balcone);
    expect(alike('Contributo mensa', 'Mensa')).toBeLessThan(0.9 * alike('Balcone mensa', 'Mensa'));
  });

  it('is a little less for what others than enti give', () => {
    const own = alike('Assegno maternità', { denominazione: 'Assegno maternità' });
    const theirs = alike('Assegno maternità', { denominazione: 'Assegno maternità', altrui: true });
    expect(theirs).toBeLessThan(own);
    expect(theirs).toBeGreaterThan(0.9 * own);
  });

  it('names the words, and what each was taken for', () => {
    const list = prepareObiettivo([{ codice: 'A', denominazione: 'Contributi per abitazione' }]);
    const { parole } = compareText({ codice: 'X', denominazione: 'Contributo alloggio' }, list).get(0)!;
    expect(parole).toEqual([
      { scritta: 'contributo', intesa: 'contributo' },
      { scritta: 'alloggio', intesa: 'abitazione' },
    ]);
  });
});
