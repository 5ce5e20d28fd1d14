import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  areaCittadinanza,
  legalDay,
  parseCittadinanza,
  parseCodiceBelfiore,
  parseCodiceIstatComune,
  parseCodicePrestazione,
  parseCsv,
  parseTerritorio,
  statoOf,
} from './index.js';

const nazionale = (name: string) => readFileSync(`config/nazionale/${name}.csv`, 'utf8');
const territorio = parseTerritorio({
  comuni: nazionale('comuni'),
  stati: nazionale('stati'),
  province: nazionale('province'),
  regioni: nazionale('regioni'),
});
const TODAY = legalDay('2024-06-01');

describe('territory', () => {
  it('has the 7,896 comuni of 2024, 225 of them in Marche', () => {
    const comuni = territorio.comuniInVigore(TODAY);
    expect(comuni).toHaveLength(7896);
    expect(comuni.filter((comune) => comune.regioneIstat === '11')).toHaveLength(225);
  });

  it('answers what a code meant on a day', () => {
    expect(territorio.comuneByBelfiore('A001', legalDay('1920-01-01'))?.denominazione).toBe('ABANO');
    expect(territorio.comuneByBelfiore('A001', TODAY)?.denominazione).toBe('ABANO TERME');
    expect(territorio.comuneByBelfiore('I879', TODAY)).toBeUndefined();
    expect(territorio.comuneByBelfiore('I879')?.denominazione).toBe('SOVIZZO');
    expect(territorio.comuneByIstat('042002', TODAY)?.denominazione).toBe('ANCONA');
    expect(territorio.comuneByIstat('999999')).toBeUndefined();
  });

  it.each([
    ['042002', '11'],
    ['068028', '01'],
    ['021008', '03'],
    ['022205', '18'],
    ['058091', '08'],
    ['104001', '15'],
    ['999999', undefined],
  ])('gives comune %s the region code %s of the tax authority', (istat, code) => {
    expect(territorio.codiceRegioneAgenziaEntrate(istat)).toBe(code);
  });

  it('gives every comune in force a region code of the tax authority, 21 codes in all', () => {
    const codes = territorio
      .comuniInVigore(TODAY)
      .map((comune) => territorio.codiceRegioneAgenziaEntrate(comune.istat));
    expect(codes).not.toContain(undefined);
    expect(new Set(codes).size).toBe(21);
  });

  it('knows states by each of their codes, and those that ceased only until they did', () => {
    expect(territorio.statoByBelfiore('Z330')?.isoNumerico).toBe('504');
    expect(territorio.statoByIso('380')?.denominazione).toBe('ITALIA');
    expect(territorio.statoByBelfiore('Z135', legalDay('1980-01-01'))?.denominazione).toBe('UNIONE SOVIETICA');
    expect(territorio.statoByBelfiore('Z135', TODAY)).toBeUndefined();
    expect(territorio.statoByIso('990')).toBeUndefined();
    expect(territorio.statoByBelfiore('')).toBeUndefined();
  });

  it('keeps the system of a citizenship beside its code', () => {
    const names = (['iso_3166_numerico', 'istat', 'belfiore'] as const).map((sistema, at) => {
      const cittadinanza = parseCittadinanza(sistema, ['008', '201', 'Z100'][at]!);
      return cittadinanza === undefined ? undefined : statoOf(cittadinanza, territorio)?.denominazione;
    });
    expect(names).toEqual(['ALBANIA', 'ALBANIA', 'ALBANIA']);
    expect(parseCittadinanza('belfiore', '201')).toBeUndefined();
    expect(statoOf(parseCittadinanza('iso_3166_numerico', '990')!, territorio)).toBeUndefined();
  });
});

describe('shapes of codes', () => {
  it('are checked whole', () => {
    expect(parseCodiceBelfiore('A271')).toBe('A271');
    expect(parseCodiceBelfiore('A271 ')).toBeUndefined();
    expect(parseCodiceIstatComune('042002')).toBe('042002');
    expect(parseCodiceIstatComune('42002')).toBeUndefined();
    expect(parseCodicePrestazione('A1.05.01')).toBe('A1.05.01');
    expect(parseCodicePrestazione('A1.5')).toBeUndefined();
  });

  it('fit all 105 codes of SIUSS', () => {
    const codes = parseCsv(nazionale('siuss'), ['codice', 'denominazione'] as const);
    expect(codes.filter(({ codice }) => parseCodicePrestazione(codice) === codice)).toHaveLength(105);
    expect(codes.filter(({ denominazione }) => denominazione.includes('  '))).toEqual([]);
  });
});

describe('the area of a citizenship', () => {
  it.each([
    [['380'], 'italiana'],
    [['008', '380'], 'italiana'],
    [['642'], 'ue'],
    [['008', '250'], 'ue'],
    [['008'], 'extra_ue'],
    [['990'], 'non_disponibile'],
    [['000'], 'non_disponibile'],
    [[], 'non_disponibile'],
  ] as const)('of %j is %s', (codici, area) => {
    expect(areaCittadinanza(codici, territorio, TODAY)).toBe(area);
  });

  it('of a Briton changed with the Union', () => {
    expect(areaCittadinanza(['826'], territorio, legalDay('2020-01-31'))).toBe('ue');
    expect(areaCittadinanza(['826'], territorio, legalDay('2020-02-01'))).toBe('extra_ue');
    expect(areaCittadinanza(['826'], territorio, undefined)).toBe('extra_ue');
  });

  it('knows the 26 other members by codes that are states', () => {
    const members = territorio.stati.filter(
      ({ isoNumerico }) => isoNumerico !== undefined && areaCittadinanza([isoNumerico], territorio, TODAY) === 'ue',
    );
    expect(new Set(members.map(({ isoNumerico }) => isoNumerico)).size).toBe(26);
  });
});
