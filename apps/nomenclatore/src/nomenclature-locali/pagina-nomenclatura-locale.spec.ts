import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { REGOLE_ASSOCIAZIONE } from '../associazioni/regole.js';
import { FOGLIO_LISTA, LIMITI_LISTA, MOST_BYTES } from './foglio-lista.js';
import { REGOLE_LISTA } from './regole-lista.js';

const page = readFileSync('docs/nomenclatura-locale.md', 'utf8');
const guida = readFileSync('docs/guide/codici.md', 'utf8');
const regole = [...Object.values(REGOLE_LISTA), ...Object.values(REGOLE_ASSOCIAZIONE)];
const colonne = Object.entries(FOGLIO_LISTA.colonne).map(([key, colonna]) => ('nome' in colonna ? colonna.nome : key));

describe('the page on the list of an ente', () => {
  it('tells every rule, in the words of its table', () => {
    const told = [...page.matchAll(/^\| ((?:LL|AS)-[0-9]{2}) +\| (\w+) +\| (.*?) +\| (.*?) +\|$/gm)].map((row) =>
      row.slice(1),
    );
    expect(told).toEqual(regole.map((one) => [one.codice, one.gravita, one.messaggio, one.rimedio]));
    const codes = regole.map(({ codice }) => codice);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('tells every column, and no other', () => {
    const told = [...page.slice(0, page.indexOf('## Che cosa fa')).matchAll(/^\| `(\w+)` +\|/gm)].map(
      ([, name]) => name,
    );
    expect(told).toEqual(colonne);
    expect(guida).toContain(`| ${colonne.join(' | ')} |`);
  });

  it('tells the limits', () => {
    expect(page).toContain(
      `Al più ${LIMITI_LISTA.righe.toLocaleString('it-IT', { useGrouping: 'always' })} righe e ${MOST_BYTES / 1024 ** 2} MB.`,
    );
  });
});
