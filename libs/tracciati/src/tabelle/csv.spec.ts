import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { LettoreCsv } from './csv.js';
import type { FoglioIlleggibile } from './foglio-illeggibile.js';

const LIMITI = { cella: 1000, colonne: 100 };
/** As it is read when it comes whole, and in pieces of that many characters. */
const leggi = (text: string, separatore = ';', pezzo = text.length + 1) => {
  const lettore = new LettoreCsv(separatore, LIMITI);
  const records = [];
  for (let at = 0; at < text.length; at += pezzo) records.push(...lettore.write(text.slice(at, at + pezzo)));
  return [...records, ...lettore.end()];
};
const celle = (text: string, separatore = ';') => leggi(text, separatore).map((record) => record.celle);

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const cell = fc.string({ unit: fc.constantFrom(...Array.from('aè;, "\t\r\n😀')), maxLength: 8 });
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });

describe('the records of a CSV', () => {
  it('are those that were written, when every cell is quoted, whatever separates cells and lines', () => {
    const marks = fc.tuple(fc.constantFrom(';', ',', '\t'), fc.constantFrom('\n', '\r\n', '\r'), fc.boolean());
    fc.assert(
      fc.property(table, marks, (rows, [separatore, end, last]) => {
        const lines = rows.map((row) => row.map(quoted).join(separatore));
        expect(celle(lines.join(end) + (last && rows.length > 0 ? end : ''), separatore)).toEqual(rows);
      }),
    );
  });

  it('are the lines of the text and their pieces, when nothing is quoted', () => {
    const plain = fc.string({ unit: fc.constantFrom(...Array.from("aè; '\n")), maxLength: 30 });
    fc.assert(
      fc.property(plain, (text) => {
        const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
        expect(celle(text)).toEqual(text === '' ? [] : lines.map((line) => line.split(';')));
      }),
    );
  });

  it('know the line they begin on, as an editor counts it', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (rows, end) => {
        const lines = rows.map((row) => row.map(quoted).join(';'));
        const expected = lines.map((_, at) => {
          // A carriage return that ends one cell and a line feed of another are two line ends: count row by row.
          const before = lines.slice(0, at).map((line) => line.split(/\r\n|\r|\n/).length);
          return before.reduce((sum, count) => sum + count, 1);
        });
        expect(leggi(lines.join(end)).map(({ linea }) => linea)).toEqual(expected);
        expect(leggi(lines.join(end)).map(({ riga }) => riga)).toEqual(rows.map((_, at) => at + 1));
      }),
    );
  });

  it('are the same in any cut of the text', () => {
    const any = fc.string({ unit: fc.constantFrom(...Array.from('a;"\r\n è😀')), maxLength: 40 });
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 5 }), (text, pezzo) => {
        const outcome = (cut?: number) => {
          try {
            return leggi(text, ';', cut);
          } catch (error) {
            return { message: (error as Error).message, ...(error as FoglioIlleggibile).posto };
          }
        };
        expect(outcome(pezzo)).toEqual(outcome());
      }),
      { numRuns: 2000 },
    );
  });

  it('have quotes where spreadsheets have them', () => {
    expect(celle('a "b" c;""""')).toEqual([['a "b" c', '"']]);
    expect(celle('"";"a" ')).toEqual([['', 'a ']]);
    expect(leggi('"a"b;c')[0]).toMatchObject({ celle: ['ab', 'c'], dopoVirgolette: [1] });
    expect(leggi('"a" ;c')[0]!.dopoVirgolette).toBeUndefined();
  });

  it('end with a separator when the last cell is empty', () => {
    expect(celle('a;')).toEqual([['a', '']]);
    expect(celle(';')).toEqual([['', '']]);
    expect(celle('a;\n')).toEqual([['a', '']]);
  });
});
