import { describe, expect, it } from '@jest/globals';
import { compilaCella } from './celle.js';
import type { Colonna } from './foglio.js';
import { FOGLIO_DI_PROVA } from './prova/fogli.js';
import type { CellaGrezza } from './record.js';
import { REGOLE_FOGLIO } from './regole.js';

const { colonne } = FOGLIO_DI_PROVA;
const numero = (value: number, data = false): CellaGrezza => ({ genere: 'numero', numero: value, data });

/** The value, and the codes of what was found. */
function leggi(colonna: Colonna, cella: CellaGrezza, dal1904 = false): [unknown, ...string[]] {
  const found: string[] = [];
  const segnala = (regola: keyof typeof REGOLE_FOGLIO): number => found.push(REGOLE_FOGLIO[regola].codice);
  return [compilaCella(colonna)(cella, segnala, { rettangolare: true, dal1904 }), ...found];
}

describe('a number', () => {
  it.each([
    ['1234', 123400],
    ['1234,5', 123450],
    ['1234.5', 123450],
    ['1.234,50', 123450],
    ['1,234.50', 123450],
    ['1.234.567', 123456700],
    ['1 234,50', 123450],
    ['1\u00a0234', 123400],
    ['1’234’567,8', 123456780],
    ['€ 12,00', 1200],
    ['12 €', 1200],
    ['-3,10', -310],
    ['−3,10', -310],
    ['+3', 300],
    ['0,125', 13, 'TB-46'],
    ['1,2345', 123, 'TB-46'],
    [',5', 50],
    ['5,', 500],
    ['1.234', undefined, 'TB-32'],
    ['1,234', undefined, 'TB-32'],
    ['12,34,56', undefined, 'TB-31'],
    ['1.23.456', undefined, 'TB-31'],
    ['1,234.567,8', undefined, 'TB-31'],
    ['12 34', undefined, 'TB-31'],
    ['dodici', undefined, 'TB-31'],
    ['1e3', undefined, 'TB-31'],
    ['--1', undefined, 'TB-31'],
    ['.', undefined, 'TB-31'],
    ['Infinity', undefined, 'TB-31'],
    ['999999999999999', undefined, 'TB-35'],
  ])('written %s is read %s in cents %s', (text, ...expected) => {
    expect(leggi(colonne.retta, text)).toEqual(expected);
  });

  it.each([
    [numero(1234.5), 123450],
    [numero(2.5899999999999999), 259],
    [numero(1e-7), 0, 'TB-46'],
    [numero(45000, true), undefined, 'TB-41'],
    [true, undefined, 'TB-31'],
  ])('of a workbook, %j, is read %s in cents', (cella, ...expected) => {
    expect(leggi(colonne.retta, cella)).toEqual(expected);
  });

  it.each([
    ['12', 12],
    ['12,00', 12],
    ['2 500', 2500],
    ['12,5', undefined, 'TB-31'],
    ['2.500', undefined, 'TB-32'],
    ['5001', undefined, 'TB-35'],
    ['-1', undefined, 'TB-35'],
    [numero(12), 12],
    [numero(12.5), undefined, 'TB-31'],
  ])('%j is an integer or not', (cella, ...expected) => {
    expect(leggi(colonne.posti, cella)).toEqual(expected);
  });

  it('without a form of its own keeps its decimals, within its bounds', () => {
    expect(leggi(colonne.quota, '0,12345')).toEqual([0.12345]);
    expect(leggi(colonne.quota, '-1,5')).toEqual([undefined, 'TB-35']);
    expect(leggi({ descrizione: 'ore', tipo: { base: 'decimale', forma: 'minuti' } }, numero(2.59))).toEqual([179]);
  });
});

describe('a day', () => {
  it.each([
    ['2026-12-31', '2026-12-31'],
    ['31/12/2026', '2026-12-31'],
    ['1/2/2026', '2026-02-01'],
    ['01-02-2026', '2026-02-01'],
    ['1.2.2026', '2026-02-01'],
    ['2026-12-31T00:00:00', '2026-12-31'],
    ['31/12/2026 00:00', '2026-12-31'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2026', undefined, 'TB-33'],
    ['12/31/2026', undefined, 'TB-33'],
    ['31/12/26', undefined, 'TB-33'],
    ['2026-12-31T10:00:00', undefined, 'TB-33'],
    ['0026-12-31', undefined, 'TB-33'],
    ['domani', undefined, 'TB-33'],
    ['46022', undefined, 'TB-33'],
  ])('written %s is read %s', (text, ...expected) => {
    expect(leggi(colonne.dal, text)).toEqual(expected);
  });

  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, undefined, 'TB-33'],
    [61, '1900-03-01'],
    [46022, '2025-12-31'],
    [46022.75, '2025-12-31'],
    [2958465, '9999-12-31'],
    [2958466, undefined, 'TB-33'],
    [0, undefined, 'TB-33'],
    [-1, undefined, 'TB-33'],
    [20261231, undefined, 'TB-33'],
  ])('of serial %s is read %s', (serial, ...expected) => {
    expect(leggi(colonne.dal, numero(serial, true))).toEqual(expected);
  });

  it('is counted from 1904 where the workbook says so', () => {
    expect(leggi(colonne.dal, numero(0, true), true)).toEqual(['1904-01-01']);
    expect(leggi(colonne.dal, numero(44560, true), true)).toEqual(['2025-12-31']);
  });

  it('is not a year written alone', () => {
    expect(leggi(colonne.dal, numero(2026))).toEqual([undefined, 'TB-33']);
    expect(leggi(colonne.dal, numero(2026, true))).toEqual(['1905-07-18']);
    expect(leggi(colonne.dal, numero(46022))).toEqual(['2025-12-31']);
  });
});

describe('a code', () => {
  it('gets back the zeros a spreadsheet took', () => {
    expect(leggi(colonne.istat, numero(37006))).toEqual(['037006', 'TB-38']);
    expect(leggi(colonne.istat, '37006')).toEqual(['037006', 'TB-38']);
    expect(leggi(colonne.istat, '="037006"')).toEqual(['037006']);
    expect(leggi(colonne.istat, '37OO6')).toEqual([undefined, 'TB-36']);
    expect(leggi(colonne.istat, '1370060')).toEqual([undefined, 'TB-36']);
  });

  it('that a spreadsheet has spoilt is refused', () => {
    expect(leggi(colonne.codice, numero(46024, true))).toEqual([undefined, 'TB-41']);
    expect(leggi(colonne.codice, numero(1e15))).toEqual([undefined, 'TB-42']);
    expect(leggi(colonne.codice, numero(1.1))).toEqual(['1.1', 'TB-47']);
    expect(leggi(colonne.codice, numero(10))).toEqual(['10']);
    expect(leggi(colonne.codice, '#N/D')).toEqual([undefined, 'TB-40']);
    expect(leggi(colonne.codice, { genere: 'errore', testo: '#REF!' })).toEqual([undefined, 'TB-40']);
    expect(leggi(colonne.codice, { genere: 'mai calcolata', testo: '' })).toEqual([undefined, 'TB-45']);
  });

  it('is in its form or length, and the message says which', () => {
    const said: unknown[] = [];
    const lettore = compilaCella({ descrizione: 'x', tipo: { base: 'testo', modello: '[A-Z]+', lunghezzaMax: 3 } });
    const segnala = (regola: string, parole?: { messaggio?: string }): number => said.push([regola, parole?.messaggio]);
    lettore('ab', segnala, { rettangolare: true, dal1904: false });
    lettore('ABCD', segnala, { rettangolare: true, dal1904: false });
    expect(said).toEqual([
      ['forma', 'Il valore non ha la forma ammessa: [A-Z]+.'],
      ['lunghezza', 'La lunghezza del valore non è ammessa: servono da 0 a 3 caratteri.'],
    ]);
  });

  it('of a list is its value, its label, or either written otherwise', () => {
    for (const text of ['piu_ampia', 'PIÙ AMPIA', 'la voce è piu ampia'])
      expect(leggi(colonne.relazione, text)).toEqual(['piu_ampia']);
    expect(leggi(colonne.relazione, 'uguale')).toEqual([undefined, 'TB-35']);
  });

  it('of a person loses blanks and small letters', () => {
    expect(leggi({ descrizione: 'cf', tipo: { base: 'testo', forma: 'identificativo' } }, ' rssmra ')).toEqual([
      'RSSMRA',
    ]);
  });
});

describe('a text', () => {
  const testo: Colonna = { descrizione: 'x', tipo: { base: 'testo' } };

  it.each([
    ['  ciao\u00a0', 'ciao'],
    ['=1+1', '=1+1', 'TB-39'],
    ['+39 051', '+39 051', 'TB-39'],
    ['- voce', '- voce', 'TB-39'],
    ['@casa', '@casa', 'TB-39'],
    ["'=1+1", '=1+1', 'TB-39'],
    ["''=1+1", "'=1+1", 'TB-39'],
    ["l'altro", "l'altro"],
    ['uno \r\n\n due', 'uno due', 'TB-44'],
    ['a\u0007b', undefined, 'TB-43'],
    ['a\ufffdb', undefined, 'TB-43'],
    ['a\ud800b', undefined, 'TB-43'],
    ['😀', '😀'],
  ])('%j is read %j', (text, ...expected) => {
    expect(leggi(testo, text)).toEqual(expected);
  });

  it('of a workbook may be a number, a day or a truth', () => {
    expect(leggi(testo, numero(12.5))).toEqual(['12.5']);
    expect(leggi(testo, numero(46022, true))).toEqual(['2025-12-31']);
    expect(leggi(testo, numero(123456789012))).toEqual(['123456789012']);
    expect(leggi(testo, true)).toEqual(['VERO']);
  });

  it('keeps spaces and line breaks where the sheet says so', () => {
    expect(leggi({ ...testo, intatto: true }, ' a\nb ')).toEqual([' a\nb ']);
  });
});

describe('yes and no', () => {
  it.each([
    ['sì', true],
    ['SI', true],
    ['x', true],
    ['1', true],
    ['Vero', true],
    [true, true],
    [numero(1), true],
    ['no', false],
    ['N', false],
    ['0', false],
    [false, false],
    ['forse', undefined, 'TB-34'],
    [numero(2), undefined, 'TB-34'],
  ])('%j is read %s', (cella, ...expected) => {
    expect(leggi(colonne.isee, cella)).toEqual(expected);
  });
});

describe('a list', () => {
  it('is divided by bars, and empty parts do not count', () => {
    expect(leggi(colonne.sostituisce, ' A | B||C|')).toEqual([['A', 'B', 'C']]);
    expect(leggi(colonne.sostituisce, '|')).toEqual([[]]);
    expect(leggi(colonne.sostituisce, numero(7))).toEqual([['7']]);
  });

  it('with a wrong part is wrong', () => {
    expect(leggi({ ...colonne.posti, lista: true }, '1|due|3')).toEqual([undefined, 'TB-31']);
  });
});
