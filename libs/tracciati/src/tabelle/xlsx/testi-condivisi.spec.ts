import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TestiCondivisi } from './testi-condivisi.js';

const made = (testi: readonly string[]): TestiCondivisi => {
  const condivisi = new TestiCondivisi();
  for (const testo of testi) condivisi.aggiungi(testo, Buffer.byteLength(testo));
  return condivisi;
};

describe('shared texts', () => {
  it('are found by their place, and there are no others', () => {
    const any = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (testi) => {
        const condivisi = made(testi);
        expect(testi.map((_, at) => condivisi.testo(at))).toEqual(testi);
        expect([condivisi.testo(testi.length), condivisi.testo(Infinity), condivisi.testo(NaN)]).toEqual([undefined, undefined, undefined]); // prettier-ignore
      }),
    );
  });

  it('may be more than fit in one block, and each as long as a cell', () => {
    const testi = Array.from({ length: 3000 }, (_, at) => `${at}è`.repeat(at % 7 === 0 ? 3000 : 3).slice(0, 32_767));
    const condivisi = made(testi);
    expect(testi.every((testo, at) => condivisi.testo(at) === testo)).toBe(true);
  });
});
