import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { confronta } from './differenze.js';
import { type DifferenzePresentate, paginaDifferenze } from './pagina-differenze.js';
import type { Versioni, VoceConfrontata } from './voce-confrontata.js';

const versione = (numero: string, dal: string) => ({
  versione: numero,
  denominazione: 'Nomenclatore regionale',
  stato: 'pubblicata',
  dal,
  al: null,
  fonte: 'DGR 1',
});
const voce = (codice: string, denominazione: string, changes: Partial<VoceConfrontata> = {}): VoceConfrontata => ({
  codice,
  denominazione,
  padre: null,
  descrizione: null,
  attributi: {},
  ...changes,
});
const sostituisce = (...codici: string[]) => ({ attributi: { sostituisce: codici } });
const presentate = (versioni: Versioni, changes: Partial<DifferenzePresentate> = {}): DifferenzePresentate => ({
  sistema: 'REG',
  da: { ...versione('1', '2024-01-01'), al: '2026-12-31' },
  a: versione('2', '2027-01-01'),
  ...confronta(versioni),
  ...changes,
});
const EVERYTHING: Versioni = [
  [
    voce('A', 'Assistenza'),
    voce('B', 'Buono'),
    voce('C', 'Centro'),
    voce('D', 'Dimora'),
    voce('E', 'Emergenza', { attributi: { isee: true } }),
    voce('F', 'Fermo'),
  ],
  [
    voce('A1', 'Assistenza a casa', sostituisce('A')),
    voce('A2', 'Assistenza fuori', sostituisce('A')),
    voce('BC', 'Buono o centro', sostituisce('B', 'C')),
    voce('E', 'Pronto intervento', { attributi: { isee: false } }),
    voce('F', 'Fermo'),
    voce('G', 'Gruppo', { padre: 'A1' }),
  ],
];

describe('the page of differences', () => {
  const page = paginaDifferenze(presentate(EVERYTHING));

  it('says which versions, from when, and where the new one comes from', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="it">/);
    expect(page).toContain('<h1>REG: dalla versione 1 alla 2</h1>');
    expect(page).toContain(
      'Nomenclatore regionale, versione 1, pubblicata, dal 2024-01-01 al 2026-12-31. Fonte: DGR 1',
    );
    expect(page).toContain('Ci sono 5 differenze.');
    expect(page).toContain('Voci senza differenze: 1.');
  });

  it('has a titled section for each kind found, in the order of the index, and none for the others', () => {
    const titles = [...page.matchAll(/<h2 id="(\w+)">(.*?)<\/h2>/g)].map(([, id, title]) => `${id} ${title}`);
    expect(titles).toEqual([
      'divisa Divise (1)',
      'unita Unite (1)',
      'tolta Tolte (1)',
      'aggiunta Aggiunte (1)',
      'rinominata Rinominate (1)',
    ]);
    expect([...page.matchAll(/<a href="#(\w+)">/g)].map(([, id]) => id)).toEqual(
      titles.map((one) => one.split(' ')[0]),
    );
  });

  it('shows codes with their names, what became of them, and every field that changed', () => {
    expect(page).toContain(
      '<tr><td><code>A</code> Assistenza</td><td><ul><li><code>A1</code> Assistenza a casa</li><li><code>A2</code> Assistenza fuori</li></ul></td><td>il codice</td></tr>',
    );
    expect(page).toContain('<tr><td><code>G</code> Gruppo</td><td>A1</td></tr>');
    expect(page).toContain(
      '<ul><li>denominazione: prima «Emergenza», dopo «Pronto intervento»</li><li>isee: prima sì, dopo no</li></ul>',
    );
  });

  it('says so when there is nothing before, or nothing between', () => {
    expect(paginaDifferenze(presentate([[], EVERYTHING[0]], { da: null }))).toContain('È la prima versione');
    const same = paginaDifferenze(presentate([EVERYTHING[0]]));
    expect(same).toContain('Tra le due versioni non ci sono differenze.');
    expect(same).not.toContain('<h2');
  });

  it('is whole by itself: no script, nothing fetched, every table with headers', () => {
    expect(page).not.toMatch(/<script|<link|<img|\ssrc=|\son\w+=|url\(|@import/i);
    const tables = page.match(/<table>.*?<\/table>/gs)!;
    for (const table of tables) expect(table).toMatch(/<caption>.+<\/caption>\n<thead><tr><th scope="col">/);
  });

  it('no name, code, attribute or source can put markup into it', () => {
    const hostile = fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=y>',
      '</td>',
      "' onload='x",
      '&lt;',
    );
    const anItem = fc
      .record({
        codice: hostile,
        padre: hostile,
        denominazione: hostile,
        descrizione: hostile,
        nome: hostile,
        valore: hostile,
      })
      .map(({ nome, valore, ...one }): VoceConfrontata => Object.assign(one, { attributi: { [nome]: valore } }));
    const aVersion = fc.uniqueArray(anItem, { selector: ({ codice }) => codice });
    fc.assert(
      fc.property(aVersion, aVersion, hostile, (prima, dopo, text) => {
        const a = { ...versione(text, text), denominazione: text, stato: text, fonte: text };
        const hostilePage = paginaDifferenze(presentate([prima, dopo], { sistema: text, da: a, a }));
        const tags = new Set([...hostilePage.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)].map(([, name]) => name));
        expect(tags).not.toContain('script');
        expect(tags).not.toContain('img');
        expect(hostilePage).not.toMatch(/<[^>]*\son\w+=/);
      }),
    );
  });
});
