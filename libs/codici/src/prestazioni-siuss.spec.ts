import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parsePrestazioniSiuss } from './prestazioni-siuss.js';

const voci = parsePrestazioniSiuss(readFileSync('config/nazionale/siuss.csv', 'utf8'));
const voce = (codice: string) => voci.find((voce) => voce.codice === codice);

describe('the SIUSS nomenclature', () => {
  it('has 105 codes, none twice', () => {
    expect(new Set(voci.map(({ codice }) => codice)).size).toBe(105);
  });

  it('has only parents that are codes, or the four groups of A9', () => {
    const strangers = voci
      .map(({ codicePadre }) => codicePadre)
      .filter((padre) => padre !== undefined && voce(padre) === undefined);
    expect(new Set(strangers)).toEqual(new Set(['A9.01', 'A9.02', 'A9.03', 'A9.04']));
  });

  it('says what is inferred: the means test by place in the list, never by name', () => {
    expect(voce('A1.21')).toMatchObject({ soggettaIsee: true, iseeInferita: false, residuale: true });
    expect(voce('A2.13')).toMatchObject({ soggettaIsee: true, iseeInferita: true });
    expect(voce('A4.01')).toMatchObject({ soggettaIsee: undefined, iseeInferita: false });
  });

  it('knows what practice asks of some codes', () => {
    expect(voci.filter((one) => one.soloConPresaInCarico).map(({ codice }) => codice)).toEqual(
      Array.from({ length: 14 }, (_, index) => `A2.${16 + index}`),
    );
    expect(voci.filter(({ interventoSina }) => interventoSina)).toHaveLength(15);
    expect(voci.filter((one) => one.richiedeDataEvento).map(({ codice }) => codice)).toEqual(['A1.05.01']);
  });
});
