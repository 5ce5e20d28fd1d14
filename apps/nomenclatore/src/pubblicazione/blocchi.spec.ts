import { describe, expect, it } from '@jest/globals';
import type { VoceCopia } from '#libs/contracts';
import { inBlocchi } from './blocchi.js';
import { improntaOf } from './impronta.js';

const voce = (id: string, text = ''): VoceCopia => ({ genere: 'ente', id, revisione: 1, contenuto: { text } });

describe('voci cut into messages', () => {
  it('keep their order and stay within the limit', () => {
    const voci = Array.from({ length: 50 }, (_, index) => voce(String(index), 'x'.repeat(index)));
    const blocks = inBlocchi(voci, 500);
    expect(blocks.flat()).toEqual(voci);
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks) expect(Buffer.byteLength(JSON.stringify(block))).toBeLessThanOrEqual(502);
  });

  it('count bytes and not letters', () => {
    expect(inBlocchi([voce('1', 'è'.repeat(100)), voce('2', 'è'.repeat(100))], 400)).toHaveLength(2);
  });

  it('one that is too large alone is a fault of who made it', () => {
    expect(() => inBlocchi([voce('1', 'x'.repeat(600))], 500)).toThrow(RangeError);
  });

  it('nothing makes no message', () => {
    expect(inBlocchi([])).toEqual([]);
  });
});

describe('the digest of a content', () => {
  it('does not depend on the order of keys, and does on everything else', () => {
    expect(improntaOf({ a: 1, b: { c: [1, 2], d: null } })).toBe(improntaOf({ b: { d: null, c: [1, 2] }, a: 1 }));
    expect(improntaOf({ a: [1, 2] })).not.toBe(improntaOf({ a: [2, 1] }));
    expect(improntaOf({ a: '1' })).not.toBe(improntaOf({ a: 1 }));
  });
});
