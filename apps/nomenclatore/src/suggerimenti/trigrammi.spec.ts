import { describe, expect, it } from '@jest/globals';
import { common, dice, trigramsOf } from './trigrammi.js';

describe('trigrams', () => {
  it('are those of pg_trgm: of each word, with two blanks before and one after', () => {
    expect([...trigramsOf('word')]).toEqual(['  w', ' wo', 'wor', 'ord', 'rd ']);
    expect(trigramsOf('')).toEqual(new Set());
  });

  it('say how alike two texts are written', () => {
    expect(dice(trigramsOf('nido'), trigramsOf('nido'))).toBe(1);
    expect(dice(trigramsOf('nido'), trigramsOf('mensa'))).toBe(0);
    expect(dice(trigramsOf(''), trigramsOf('mensa'))).toBe(0);
    expect(dice(trigramsOf('assistenza'), trigramsOf('asistenza'))).toBeGreaterThan(0.6);
    expect(common(trigramsOf('due parole'), trigramsOf('parole due'))).toBe(trigramsOf('due parole').size);
  });
});
