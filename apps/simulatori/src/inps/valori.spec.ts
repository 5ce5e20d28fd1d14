import { describe, expect, it } from '@jest/globals';
import { codice, data, decimale, intero, lungo, uno } from './valori.js';

const taken = (valore: (testo: string) => boolean, testi: string[]) => testi.filter((testo) => valore(testo));

describe('the types of the official structure', () => {
  it('count signs, not bytes or halves of them', () => {
    expect(lungo(4, 4)('😀😀😀😀')).toBe(true);
    expect(taken(lungo(1, 3), ['', 'a', 'abc', 'abcd'])).toEqual(['a', 'abc']);
  });

  it('know closed lists, to the letter', () => {
    expect(taken(codice(3), ['0', '1', '3', '4', ' 1', '01', ''])).toEqual(['1', '3']);
    expect(taken(uno(['I', 'C']), ['I', 'C', 'i', 'M', ''])).toEqual(['I', 'C']);
  });

  it('take days that exist', () => {
    const good = ['2024-02-29', '2000-02-29', '12024-01-31', '-0044-03-15', '2024-12-31Z', '2024-12-31-14:00'];
    expect(taken(data, good)).toEqual(good);
    const bad = ['2025-02-29', '1900-02-29', '2024-13-01', '2024-04-31', '2024-01-00', '0000-01-01', '02024-01-01'];
    expect(
      taken(data, [...bad, '24-01-01', '2024-1-1', '01/02/2024', '2024-01-01T00:00:00', '', '2024-01-01+14:01']),
    ).toEqual([]);
  });

  it('take numbers as XSD writes them', () => {
    const good = ['1', '-1.50', '+.5', '5.', '0.0', '9'.repeat(24), ' 7 '];
    expect(taken(decimale, good)).toEqual(good);
    expect(taken(decimale, ['', '.', '1,5', '1e3', '- 1', '1.2.3', '9'.repeat(25)])).toEqual([]);
    expect(taken(intero(1, 12), ['1', '12', '+5', '007', '0', '13', '5.0', '', ' 5', '-1'])).toEqual([
      '1',
      '12',
      '+5',
      '007',
    ]);
  });
});
