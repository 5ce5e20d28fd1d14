import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compare } from './confronto.js';
import { LIVELLI } from './livelli.js';
import { cognomeOf, nomeProprioOf } from './nome.js';
import { prepare } from './preparato.js';
import type { Soggetto } from './soggetto.js';

function levelOf(uno: Soggetto, altro: Soggetto, place: 0 | 1): string {
  const levels = new Int8Array(8);
  compare(prepare(uno), prepare(altro), [], levels);
  return LIVELLI[place === 0 ? 'cognome' : 'nome'][levels[place]!] ?? 'non detto';
}

describe('a name made comparable', () => {
  it.each([
    ["NICOLO'", 'NICOLO'],
    ['Nicolò', 'NICOLO'],
    ["dell'Àquila", 'DELLAQUILA'],
    ['DE LA CRUZ', 'DELACRUZ'],
    ['Jean-Paul', 'JEAN PAUL'],
    ['  rossi   BIANCHI ', 'ROSSI BIANCHI'],
    ['DI', 'DI'],
    ['Łukaszewski', 'LUKASZEWSKI'],
  ])('%s: %s', (text, words) => {
    expect(cognomeOf(text)!.parole.join(' ')).toBe(words);
  });

  it('is made once: making it again changes nothing', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from("ADELIRSTZÀÖßÜ' -")), maxLength: 16 });
    fc.assert(
      fc.property(text, (written) => {
        const cognome = cognomeOf(written);
        expect(cognomeOf(cognome?.parole.join(' '))?.lettere).toBe(cognome?.lettere);
        const nome = nomeProprioOf(written);
        expect(nomeProprioOf(nome?.parole.join(' '))?.parole).toEqual(nome?.parole);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not said when no letter is', () => {
    for (const text of [undefined, '', ' ', "-'.", '12']) expect(cognomeOf(text)).toBeUndefined();
  });
});

describe('two surnames are', () => {
  it.each([
    ['ROSSI', 'Rossi', 'uguale'],
    ['MÜLLER', 'MUELLER', 'uguale'],
    ['MÜLLER', 'MULLER', 'uguale'],
    ['DE LUCA', 'DELUCA', 'uguale'],
    ["FUA'", 'FUÀ', 'uguale'],
    ['ROSSI BIANCHI', 'ROSSI', 'contenuto'],
    ['BIANCHI ROSSI', 'ROSSI', 'contenuto'],
    ['LUCA', 'DE LUCA', 'vicino'],
    ['TASSONE', 'TASONE', 'molto_vicino'],
    ['ESPOSITO', 'SPOSITO', 'molto_vicino'],
    ['CHIESA', 'KIESA', 'svista'],
    ['ROSSI', 'VERDI', 'diverso'],
    ['', 'VERDI', 'non detto'],
  ])('%s, %s: %s', (uno, altro, livello) => {
    expect(levelOf({ cognome: uno }, { cognome: altro }, 0)).toBe(livello);
    expect(levelOf({ cognome: altro }, { cognome: uno }, 0)).toBe(livello);
  });
});

describe('two given names are', () => {
  it.each([
    ['MARIA LUISA', 'LUISA', 'contenuto'],
    ['MARIA LUISA', 'LUISA MARIA', 'contenuto'],
    ['GIOVANNI', 'GIOVANI', 'molto_vicino'],
    ['GIULIA', 'GULIA', 'svista'],
    ['CHIARA', 'KIARA', 'svista'],
    ['FABIO ADAMO', 'FYBIO', 'svista'],
    ['PAOLO', 'PAOLA', 'molto_vicino'],
    ['MARCO', 'MATTEO', 'simile'],
    ['MARCO', 'GIULIA', 'diverso'],
  ])('%s, %s: %s', (uno, altro, livello) => {
    expect(levelOf({ nome: uno }, { nome: altro }, 1)).toBe(livello);
    expect(levelOf({ nome: altro }, { nome: uno }, 1)).toBe(livello);
  });

  it('not compared when they stand in the place of the surnames', () => {
    const uno = { cognome: 'ROSSI', nome: 'MARIO' };
    const altro = { cognome: 'MARIO', nome: 'ROSI' };
    expect([levelOf(uno, altro, 0), levelOf(uno, altro, 1)]).toEqual(['scambiato', 'non detto']);
  });
});
