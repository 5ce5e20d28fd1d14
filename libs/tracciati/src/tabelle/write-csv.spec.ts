import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import type { ValoriDi } from './foglio.js';
import { FOGLIO_DI_PROVA } from './prova/fogli.js';
import { leggiProva } from './prova/lettura.js';
import { writeCsv } from './write-csv.js';

type Valori = ValoriDi<(typeof FOGLIO_DI_PROVA)['colonne']>;

const UNITS = Array.from('aà€ "\';,|=+-@\t#0.\r\n');
const text = (maxLength: number, without = '') =>
  fc.string({ unit: fc.constantFrom(...UNITS.filter((one) => !without.includes(one))), maxLength });
/** What a column that is trimmed and on one line can hold. */
const line = (maxLength: number, without = '') =>
  text(maxLength, `\t\r\n${without}`)
    .map((one) => one.trim())
    .filter((one) => one !== '' && !/^#{2,}$/.test(one));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const day = fc
  .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const valori: fc.Arbitrary<Valori> = fc.record({
  codice: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,39}$/),
  denominazione: line(50),
  padre: optional(line(40)),
  istat: optional(fc.stringMatching(/^[0-9]{6}$/)),
  relazione: optional(fc.constantFrom('esatta' as const, 'piu_ampia' as const)),
  dal: optional(day),
  posti: optional(fc.integer({ min: 0, max: 5000 })),
  retta: optional(fc.integer({ min: -1e9, max: 1e9 })),
  quota: optional(fc.double({ min: -1, max: 1e6, noNaN: true }).map((one) => Number(one.toFixed(6)) + 0)),
  isee: optional(fc.boolean()),
  sostituisce: fc.array(line(20, '|'), { maxLength: 4 }),
  nota: optional(text(30).filter((one) => one.trim() !== '' && !/^#{2,}$/.test(one))),
});

describe('what is written as CSV', () => {
  it('is read back equal, with either separator and in any encoding that has its characters', async () => {
    const encodings = fc.constantFrom('utf-8', 'utf-8 bom', 'utf-16le', 'utf-16be', 'windows-1252');
    await fc.assert(
      fc.asyncProperty(
        fc.array(valori, { maxLength: 5 }),
        fc.constantFrom(';' as const, ',' as const),
        encodings,
        async (righe, separatore, name) => {
          const written = writeCsv(FOGLIO_DI_PROVA, righe, { separatore, bom: false });
          const bytes = iconv.encode(written, name.split(' ')[0]!, { addBOM: /16|bom/.test(name) });
          const esito = await leggiProva(bytes);
          expect(esito.rilievi.filter(({ gravita }) => gravita === 'errore')).toEqual([]);
          expect(esito.righe.map((riga) => riga.valori)).toEqual(righe);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('begins with a mark, ends its lines as spreadsheets do, and with no rows is the model', () => {
    const foglio = { titolo: 'x', colonne: { a: FOGLIO_DI_PROVA.colonne.nota, b: FOGLIO_DI_PROVA.colonne.padre } };
    expect(writeCsv(foglio, [])).toBe('\uFEFFa;codice_padre\r\n');
    expect(writeCsv(foglio, [{ a: 'x;y', b: 'x,y' }], { bom: false })).toBe('a;codice_padre\r\n"x;y";x,y\r\n');
    expect(writeCsv(foglio, [{ a: 'x;y', b: 'x,y' }], { separatore: ',' })).toContain('x;y,"x,y"');
  });

  it('in parts is the same as in one', () => {
    const foglio = { titolo: 'x', colonne: { a: FOGLIO_DI_PROVA.colonne.nota } };
    const [first, second] = [{ a: 'uno' }, { a: 'due' }];
    const after = { bom: false, intestazione: false } as const;
    expect(writeCsv(foglio, [first]) + writeCsv(foglio, [], after) + writeCsv(foglio, [second], after)).toBe(
      writeCsv(foglio, [first, second]),
    );
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '\nx', "'=x", '＝1'])('is no formula: %j', (nota) => {
    const foglio = { titolo: 'x', colonne: { nota: FOGLIO_DI_PROVA.colonne.nota } };
    const cell = writeCsv(foglio, [{ nota }], { bom: false }).split('nota\r\n')[1]!;
    expect(cell).toMatch(/^"?'/);
  });

  it('has numbers a spreadsheet takes for numbers', () => {
    const { retta, quota, posti } = FOGLIO_DI_PROVA.colonne;
    const foglio = { titolo: 'x', colonne: { retta, quota, posti } };
    const row = { retta: -123456, quota: 1.234, posti: 7 };
    expect(writeCsv(foglio, [row], { bom: false })).toContain('-1234,56;1,2340;7');
    expect(writeCsv(foglio, [row], { separatore: ',', bom: false })).toContain('-1234.56,1.2340,7');
  });
});
