import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { leggiDomanda, sinceConfrontabile } from './domanda-flussi.js';

const refused = (query: Record<string, unknown>): void =>
  expect(() => leggiDomanda(query)).toThrow(expect.objectContaining({ code: 'parametro_waas_non_valido' }));

describe('what INPS asks for', () => {
  it('is ten flussi unless it says how many', () => {
    expect(leggiDomanda({ since: '0' })).toEqual({ since: 0n, limit: 10 });
    expect(leggiDomanda({ since: '1700000000000', limit: '100' })).toEqual({ since: 1_700_000_000_000n, limit: 100 });
  });

  it.each([
    ['no since', {}],
    ['an empty since', { since: '' }],
    ['a negative since', { since: '-1' }],
    ['a since that is no number', { since: 'ieri' }],
    ['a since with decimals', { since: '1.5' }],
    ['a since as JavaScript writes numbers', { since: '1e12' }],
    ['an instant in words', { since: '2026-03-10T09:00:00Z' }],
    ['two since', { since: ['1', '2'] }],
    ['a since beyond INPS’s own maximum', { since: '100000000000000000001' }],
    ['limit 0, whose answer would tell INPS to stop', { since: '0', limit: '0' }],
    ['limit 101', { since: '0', limit: '101' }],
    ['a negative limit', { since: '0', limit: '-1' }],
    ['an empty limit', { since: '0', limit: '' }],
    ['two limits', { since: '0', limit: ['1', '2'] }],
  ])('is refused with %s', (_, query) => {
    refused(query);
  });

  it('may hold parameters that INPS’s document does not name', () => {
    expect(leggiDomanda({ since: '1', max_entries: '5', altro: ['x', 'y'] })).toEqual({ since: 1n, limit: 10 });
  });

  it('may be beyond every number of ours', () => {
    const { since } = leggiDomanda({ since: '100000000000000000000' });
    expect(since).toBe(10n ** 20n);
    expect(sinceConfrontabile(since)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('keeps every millisecond exactly', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 100 }), (since, limit) => {
        const asked = leggiDomanda({ since: String(since), limit: String(limit) });
        expect([sinceConfrontabile(asked.since), asked.limit]).toEqual([since, limit]);
      }),
    );
  });
});
