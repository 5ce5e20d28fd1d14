import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LIMITI_FOGLIO } from './limiti-foglio.js';
import { REGOLE_FOGLIO } from './regole.js';

const page = readFileSync('docs/fogli.md', 'utf8');
const regole = Object.values(REGOLE_FOGLIO);

describe('the rules on tables', () => {
  it('have codes of their own, in order', () => {
    const codes = regole.map(({ codice }) => codice);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(codes.toSorted());
    for (const code of codes) expect(code).toMatch(/^TB-[0-9]{2}$/);
  });

  it('are on the page for senders, in the same words', () => {
    const told = [...page.matchAll(/^\| (TB-[0-9]{2}) +\| (\w+) +\| (.*?) +\| (.*?) +\|$/gm)].map((row) =>
      row.slice(1),
    );
    expect(told).toEqual(regole.map((one) => [one.codice, one.gravita, one.messaggio, one.rimedio]));
  });

  it('are within the limits the page tells', () => {
    const { byte, righe, colonne, cella, byteDecompressi, rapporto, parti, fogli } = LIMITI_FOGLIO;
    const told = [...page.slice(page.indexOf('Limiti:'), page.indexOf('## Rilievi')).matchAll(/[0-9][0-9.]*/g)];
    expect(told.map(([number]) => Number(number.replaceAll('.', '')))).toEqual([
      byte / 1024 ** 2,
      righe,
      colonne,
      cella,
      byteDecompressi / 1024 ** 2,
      rapporto,
      1,
      1,
      parti,
      fogli,
    ]);
  });
});
