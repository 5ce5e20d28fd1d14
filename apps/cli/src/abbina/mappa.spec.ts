import { describe, expect, it } from '@jest/globals';
import { mappeOf } from './mappa.js';

describe('a mapping of columns', () => {
  it('is one for both lists, or one for each', () => {
    const one = mappeOf({ cognome: 'Utente', altri: { cap: 'CAP', via: { colonna: 'Via', genere: 'testo' } } });
    expect(one.a).toEqual({
      campi: { cognome: 'Utente' },
      altri: { cap: { colonna: 'CAP', genere: 'testo' }, via: { colonna: 'Via', genere: 'testo' } },
    });
    expect(one.b).toBe(one.a);
    const each = mappeOf({ a: { nome: 'N1' }, b: { nome: null }, veti: false });
    expect([each.a.campi.nome, each.b.campi.nome, each.veti]).toEqual(['N1', null, false]);
  });

  it.each<[unknown, string]>([
    [[], 'il file deve essere un oggetto'],
    [{ cognom: 'X' }, '“cognom”'],
    [{ cognome: 3 }, '“cognome” vuole il nome di una colonna'],
    [{ cognome: '' }, '“cognome” vuole il nome di una colonna'],
    [{ a: {}, cognome: 'X' }, '“cognome” sta accanto ad “a” e “b”'],
    [{ a: { altri: { cap: { genere: 'numero' } } } }, '“altri.cap” di “a” vuole il nome di una colonna'],
    [{ altri: { cap: { colonna: 'C', genere: 'boh' } } }, 'genere è uno di testo, numero, categoria'],
    [{ altri: { cognome: 'C' } }, '“cognome” è un campo della persona'],
    [{ veti: 'no' }, '“veti” è true o false'],
    [{ b: 'x' }, 'la parte di “b” deve essere un oggetto'],
  ])('%j is refused: %s', (read, words) => {
    expect(() => mappeOf(read)).toThrow(words);
  });
});
