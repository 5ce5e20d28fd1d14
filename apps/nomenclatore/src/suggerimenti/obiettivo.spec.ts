import { describe, expect, it } from '@jest/globals';
import { prepareObiettivo, sameCode } from './obiettivo.js';
import { radiceOf } from './radice.js';

const LISTA = prepareObiettivo([
  { codice: 'B', denominazione: 'Mensa scolastica', area: 'scuola', sostituisce: ['M1'] },
  { codice: 'A', denominazione: 'Mensa', descrizione: 'pasti per indigenti', sostituisce: ['m1', 'M2'] },
  { codice: 'A.1', denominazione: 'Trasporto (pulmino, taxi)/servizio navetta', padre: 'A' },
]);
const peso = (word: string): number => LISTA.vocabolario.get(radiceOf(word))!.peso;
const places = (word: string): Record<string, number> =>
  Object.fromEntries(
    [...LISTA.vocabolario.get(radiceOf(word))!.dove].map(([at, weight]) => [LISTA.voci[at]!.voce.codice, weight]),
  );

describe('a target list', () => {
  it('weighs a word the less the more items have it', () => {
    expect(peso('mensa')).toBeLessThan(peso('scolastica'));
    expect(peso('scolastica')).toBeLessThanOrEqual(peso('indigenti'));
  });

  it('counts a word of the label more than one of the description, and that more than one of parent and area', () => {
    const { A: label } = places('mensa');
    const { A: described } = places('indigenti');
    const { 'A.1': below } = places('mensa');
    expect(label).toBeGreaterThan(described!);
    expect(described).toBeGreaterThan(below!);
    expect(places('scuola')).toHaveProperty('B');
  });

  it('knows what an item says in short: without brackets, and each part between strokes that is more than a word', () => {
    const { letture } = LISTA.voci.find(({ voce }) => voce.codice === 'A.1')!;
    const short = letture.map((units) => units.map(({ scritta }) => scritta).join(' '));
    expect(short).toEqual([
      'trasporto pulmino taxi servizio navetta',
      'trasporto servizio navetta',
      'servizio navetta',
    ]);
  });

  it('knows which items took the place of a former code, however it is typed', () => {
    expect(LISTA.successori.get('M1')?.map((at) => LISTA.voci[at]!.voce.codice)).toEqual(['A', 'B']);
    expect(LISTA.successori.get('M2')).toHaveLength(1);
    expect(LISTA.successori.get('M3')).toBeUndefined();
  });

  it('finds an item by its code without regard to case and blanks', () => {
    expect(LISTA.perCodice.get(sameCode(' a.1 '))).toBe(LISTA.voci.findIndex(({ voce }) => voce.codice === 'A.1'));
  });

  it('may be empty', () => {
    expect(prepareObiettivo([])).toMatchObject({ voci: [] });
  });

  it('bears a parent that it does not have, and one that is its own', () => {
    const odd = [
      { codice: 'X', denominazione: 'Mensa', padre: 'nessuno' },
      { codice: 'Y', denominazione: 'Nido', padre: 'Y' },
    ];
    expect(prepareObiettivo(odd).voci).toHaveLength(2);
  });
});
