import { describe, expect, it } from '@jest/globals';
import type { RilievoLetto } from './leggi-rilievi.js';
import { TESTA_RILIEVI, rilieviAsCsv } from './rilievi-csv.js';

const rilievo: RilievoLetto = {
  riga_id: 'id',
  riga: 1,
  linea: 2,
  colonna: 3,
  campo: 'Beneficiario/@CodiceFiscale',
  valore: 'X',
  regola: 'PS-26',
  gravita: 'errore',
  messaggio: 'dice "no"; davvero',
  rimedio: 'una\nriga',
  fonte: '',
  colpa: 'mittente',
};

describe('rilievi as CSV', () => {
  it('quote what would break a cell', () => {
    expect(rilieviAsCsv([rilievo])).toBe(
      '1;2;3;Beneficiario/@CodiceFiscale;X;PS-26;errore;"dice ""no""; davvero";"una\nriga";;id\r\n',
    );
    expect(TESTA_RILIEVI.startsWith('\uFEFFriga;linea;')).toBe(true);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('I9 never let %j run as a formula', (valore) => {
    const cell = rilieviAsCsv([{ ...rilievo, valore, messaggio: '', rimedio: '' }]).split(';')[4]!;
    expect(cell.replace(/^"/, '')[0]).toBe("'");
  });
});
