import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { InvalidCsv, parseCsv } from './csv.js';

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

describe('our reference files', () => {
  it('read back whatever was written', () => {
    const cell = fc.string({ unit: fc.constantFrom(...Array.from('ab ,"\n\r;è')) });
    fc.assert(
      fc.property(fc.array(fc.record({ one: cell, two: cell })), fc.boolean(), (rows, windows) => {
        const end = windows ? '\r\n' : '\n';
        const text = [['one', 'two'], ...rows.map((row) => [row.one, row.two])]
          .map((cells) => cells.map(quoted).join(',') + end)
          .join('');
        expect(parseCsv(text, ['two', 'one'] as const)).toEqual(rows.map(({ one, two }) => ({ two, one })));
      }),
    );
  });

  it('need no final line end and may begin with a byte order mark', () => {
    expect(parseCsv('\uFEFFa,b\n1,', ['a', 'b'] as const)).toEqual([{ a: '1', b: '' }]);
  });

  it.each([
    ['a missing column', 'a\n1\n'],
    ['a row of another length', 'a,b\n1\n'],
    ['an open quote', 'a,b\n"1,2\n'],
  ])('are refused for %s', (_, text) => {
    expect(() => parseCsv(text, ['a', 'b'] as const)).toThrow(InvalidCsv);
  });
});
