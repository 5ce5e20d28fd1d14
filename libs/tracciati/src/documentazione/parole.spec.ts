import { describe, expect, it } from '@jest/globals';
import type { Attributo, Tipo } from '../tracciato.js';
import { descriviObbligo, descriviQuante, descriviTipo } from './parole.js';

describe('The words of the documentation', () => {
  it.each<[Tipo, string]>([
    [{ base: 'testo', lunghezzaMin: 1, lunghezzaMax: 36 }, 'testo da 1 a 36 caratteri'],
    [{ base: 'testo', lunghezzaMin: 4, lunghezzaMax: 4 }, 'testo di 4 caratteri'],
    [{ base: 'testo', lunghezzaMax: 50 }, 'testo fino a 50 caratteri'],
    [{ base: 'testo', lunghezzaMin: 3 }, 'testo di almeno 3 caratteri'],
    [{ base: 'testo', modello: '[0-9]{4}' }, '4 cifre'],
    [{ base: 'testo', modello: '([0-9]{2})' }, '2 cifre'],
    [{ base: 'testo', modello: '[A-Z]{4}' }, 'testo della forma [A-Z]{4}'],
    [{ base: 'testo', modello: '(0[1-9]|1[0-2])/[0-9]{4}', forma: 'mese' }, 'mese MM/AAAA'],
    [{ base: 'testo', elenco: [{ valore: '1', etichetta: 'sì' }] }, 'uno dei valori'],
    [{ base: 'data' }, 'data AAAA-MM-GG'],
    [{ base: 'decimale', forma: 'centesimi' }, 'euro, con il punto decimale'],
    [{ base: 'decimale', forma: 'minuti' }, 'ore e minuti HH.MM'],
    [{ base: 'intero', minimo: 1, massimo: 12 }, 'intero da 1 a 12'],
    [{ base: 'intero' }, 'intero da … a …'],
  ])('say %j as %s', (tipo, words) => {
    expect(descriviTipo(tipo)).toBe(words);
  });

  it.each([
    [1, 1, 'una volta'],
    [2, 2, '2 volte'],
    [0, 1, 'facoltativo'],
    [0, 5, 'fino a 5 volte'],
    [0, Infinity, 'quante volte serve, o nessuna'],
    [1, Infinity, 'una o più volte'],
    [2, Infinity, '2 o più volte'],
    [1, 5, 'da 1 a 5 volte'],
  ])('count from %d to %d as %s', (min, max, words) => {
    expect(descriviQuante({ min, max })).toBe(words);
  });

  it('tell what the schema wants from what the specification adds, and what an absence means', () => {
    const base: Attributo = { nome: 'X', tipo: { base: 'data' }, obbligatorio: false, descrizione: '' };
    expect(descriviObbligo({ ...base, obbligatorio: true, obbligo: 'sempre' })).toBe('obbligatorio');
    expect(descriviObbligo({ ...base, obbligo: 'sempre' })).toBe('facoltativo per lo schema, dovuto: sempre');
    expect(descriviObbligo({ ...base, predefinito: 'I' })).toBe('facoltativo: se manca vale I');
    expect(descriviObbligo(base)).toBe('facoltativo');
  });
});
