import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { CellaPubblicata, TabellaPubblicata } from './leggi-tabella.js';
import { euroOf } from './parole.js';
import { rispostaOf } from './risposta-tabella.js';
import { csvOf } from './tabella-csv.js';

const TABELLA: TabellaPubblicata = {
  anno: 2026,
  revisione: 7,
  calcolata_il: new Date('2026-03-10T09:00:00Z'),
  fatti_al: new Date('2026-03-10T08:59:00Z'),
  giorno_ambiti: '2026-03-10',
  soglia_ordinaria: 3,
  soglia_delicata: 6,
};
const cella = (fields: Partial<CellaPubblicata>): CellaPubblicata => ({
  ambito_codice: 'ATS01',
  ambito_denominazione: 'Pesaro',
  area: '1',
  persone_stato: 'zero',
  persone: null,
  spesa_stato: 'zero',
  spesa: null,
  ...fields,
});
const RISERVATA = cella({ area: null, persone_stato: 'riservato', spesa_stato: 'riservato' });
const MOSTRATA = cella({ persone_stato: 'valore', persone: 42, spesa_stato: 'valore', spesa: 1234560 });
const DOMINATA = cella({ area: '3', persone_stato: 'valore', persone: 3, spesa_stato: 'riservato' });
const IGNOTA = cella({ area: '2', persone_stato: 'non_pervenuto', spesa_stato: 'non_pervenuto' });

describe('a cell as it is read', () => {
  const read = (one: CellaPubblicata) => {
    const { persone, spesa } = rispostaOf(TABELLA, [one]).celle[0]!;
    return [persone, spesa];
  };

  it('is written in words that keep apart what is hidden, what is nothing and what nobody supplied', () => {
    expect(read(MOSTRATA)).toEqual([
      { stato: 'valore', valore: 42, testo: '42' },
      { stato: 'valore', valore: '12345.60', testo: '12345.60' },
    ]);
    expect(read(cella({}))).toEqual([
      { stato: 'zero', valore: 0, testo: '0' },
      { stato: 'zero', valore: '0.00', testo: '0.00' },
    ]);
    expect(read(RISERVATA)).toEqual([
      { stato: 'riservato', valore: null, testo: 'riservato (meno di 6 persone)' },
      { stato: 'riservato', valore: null, testo: 'riservato' },
    ]);
    expect(read(IGNOTA)).toEqual([
      { stato: 'non_pervenuto', valore: null, testo: 'non pervenuto' },
      { stato: 'non_pervenuto', valore: null, testo: 'non pervenuto' },
    ]);
  });

  it('hides money in the same words whether for few persons or for one that prevails', () => {
    expect(read(DOMINATA)[1]).toEqual(read(RISERVATA)[1]);
  });

  it('comes with the threshold of each area, the instants and the meaning of every word', () => {
    const risposta = rispostaOf(TABELLA, []);
    expect(risposta.soglie.map(({ area, persone }) => [area, persone])).toEqual([
      ['1', 6],
      ['2', 6],
      ['3', 3],
      [null, 6],
    ]);
    expect(risposta).toMatchObject({ revisione: 7, ambiti_al: '2026-03-10', celle: [] });
    for (const word of ['persone', 'spesa', 'riservato', 'zero', 'non_pervenuto']) {
      expect(risposta.definizioni).toHaveProperty(word);
    }
  });

  it('names ISTAT’s areas that each of INPS’s comprises, and says what the comparison cannot', () => {
    const of = (area: CellaPubblicata['area']) => rispostaOf(TABELLA, [cella({ area })]).celle[0]!.aree_istat;
    expect([of('1'), of('2'), of('3'), of(null)]).toEqual([['FAM'], ['DIS', 'ELD'], ['POV', 'ADD', 'IMMNOM'], []]);
    const published = readFileSync('config/nazionale/istat.csv', 'utf8');
    for (const area of ['1', '2', '3'] as const) {
      for (const codice of of(area)) expect(published).toContain(`\n${codice},CATEG_OF_BENEFICIARIES,`);
    }
    expect(rispostaOf(TABELLA, []).definizioni['aree_istat']).toMatch(/multiutenza.*spesa impegnata/);
    expect(csvOf(rispostaOf(TABELLA, [cella({ area: '2' })])).split('\r\n')[1]).toMatch(/;DIS\+ELD$/);
  });

  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [-123456, '-1234.56'],
    [100, '1.00'],
  ])('%s cents are %s', (cents, euro) => {
    expect(euroOf(cents)).toBe(euro);
  });
});

describe('a table as CSV', () => {
  const linesOf = (celle: CellaPubblicata[]) => csvOf(rispostaOf(TABELLA, celle)).split('\r\n');

  it('has one line per cell that is understood alone, and decimals as Italian sheets read them', () => {
    const [head, first, second] = linesOf([MOSTRATA, RISERVATA]);
    expect(head).toBe(
      '\uFEFFanno;ambito;ambito_denominazione;area;area_denominazione;persone;persone_stato;spesa;spesa_stato;revisione;aggiornata_al;fonte;aree_istat',
    );
    expect(first).toMatch(
      /^2026;ATS01;Pesaro;1;Infanzia, adolescenza e famiglia;42;valore;12345,60;valore;7;2026-03-10T09:00:00.000Z;/,
    );
    expect(second).toContain(';;Area non indicata;riservato (meno di 6 persone);riservato;riservato;riservato;');
  });

  it('says the same states as JSON', () => {
    const celle = [MOSTRATA, RISERVATA, DOMINATA, IGNOTA, cella({ ambito_codice: 'ATS02' })];
    const json = rispostaOf(TABELLA, celle).celle.map(({ persone, spesa }) => [persone.stato, spesa.stato]);
    const csv = linesOf(celle).slice(1, -1);
    expect(csv.map((line) => line.split(';')).map((cells) => [cells[6], cells[8]])).toEqual(json);
  });

  it('I9 lets no name run as a formula, and keeps the minus of an amount', () => {
    const [, line] = linesOf([
      cella({ ambito_denominazione: '=1+1', spesa_stato: 'valore', persone_stato: 'valore', persone: 9, spesa: -150 }),
    ]);
    expect(line).toContain(`;'=1+1;`);
    expect(line).toContain(';-1,50;');
    expect(linesOf([cella({ ambito_denominazione: 'a;"b"' })])[1]).toContain(';"a;""b""";');
  });
});
