import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { leggiProva, rilieviIn } from '../prova/lettura.js';

/** Workbooks that other people's programs wrote: our own maker agrees with our reader, and proves little. */
const leggi = (nome: string) => leggiProva(readFileSync(`libs/tracciati/src/tabelle/prova/${nome}`));

describe('a workbook of', () => {
  it('openpyxl 3 is read, the sheet by its name', async () => {
    const esito = await leggi('openpyxl.xlsx');
    expect(esito).toMatchObject({ leggibile: true, foglio: 'Elenco', lette: 4 });
    expect(esito.righe.map(({ valori }) => valori)).toEqual([
      {
        codice: 'A1',
        denominazione: 'Casa è 😀',
        padre: 'A',
        istat: '037006',
        relazione: 'esatta',
        dal: '2026-12-31',
        posti: 12,
        retta: 123450,
        quota: 0.25,
        isee: true,
        sostituisce: ['B1', 'B2'],
        nota: 'due\nrighe',
      },
      expect.objectContaining({ codice: '10', istat: '037006', dal: '2026-01-01', isee: false, sostituisce: [] }),
    ]);
    // Leading zeros; a formula nobody has worked out; a code that has become a day.
    expect(rilieviIn(esito)).toEqual(['TB-38 D2', 'TB-45 B4', 'TB-41 A6']);
  });

  it('XlsxWriter 3, that counts days from 1904, is read', async () => {
    const esito = await leggi('xlsxwriter-1904.xlsx');
    expect(esito.righe.map(({ valori }) => valori)).toEqual([
      expect.objectContaining({
        denominazione: 'Casa rossa',
        dal: '2026-12-31',
        posti: 3,
        retta: 30,
        isee: false,
        nota: '\rtab\t',
      }),
    ]);
    // A text that begins with a carriage return; what two merged cells hold is in the first.
    expect(rilieviIn(esito)).toEqual(['TB-39 L2', 'TB-30 B3']);
  });
});
