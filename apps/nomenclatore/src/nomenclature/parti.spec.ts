import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { partiOf } from './parti.js';

const voce = (codice: string, text = '') => ({ codice, padre: null, denominazione: text, attributi: {} });
const versione = (voci: readonly ReturnType<typeof voce>[], stato: 'bozza' | 'pubblicata' = 'pubblicata') =>
  ({ sistema: 'REG', versione: '2', stato, dal: '2026-01-01', al: null, voci }) as const;

describe('the parts of a version', () => {
  it('hold five hundred items at most, say how many they are and which, and name the version', () => {
    const parts = partiOf(versione(Array.from({ length: 1_001 }, (_, at) => voce(`R${at}`))));
    expect(parts.map(({ id }) => id)).toEqual(['REG@2#0', 'REG@2#1', 'REG@2#2']);
    expect(parts.map(({ contenuto }) => [contenuto!.parte, contenuto!.parti, contenuto!.voci.length])).toEqual([
      [0, 3, 500],
      [1, 3, 500],
      [2, 3, 1],
    ]);
  });

  it('of a draft are none', () => {
    expect(partiOf(versione([voce('A')], 'bozza'))).toEqual([]);
  });

  it('say whose list it is, when it is of an ente', () => {
    expect(partiOf({ ...versione([voce('A')]), ente: 'e' })[0]!.contenuto).toMatchObject({ ente: 'e' });
    expect(partiOf({ ...versione([voce('A')]), ente: null })[0]!.contenuto).not.toHaveProperty('ente');
  });

  it('fit a message, and together are the version in its order', () => {
    const items = fc.array(fc.nat(60_000), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(items, (sizes) => {
        const voci = sizes.map((size, at) => voce(`R${at}`, 'x'.repeat(size)));
        const parts = partiOf(versione(voci)).map(({ contenuto }) => contenuto!);
        expect(parts.flatMap((part) => part.voci)).toEqual(voci);
        for (const part of parts) {
          expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(210 * 1024);
          expect(part.voci).not.toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  });
});
