import { describe, expect, it } from '@jest/globals';
import type { AmbitoInVigore } from '#libs/riferimenti';
import { giornoDegliAmbiti, territorioOf } from './territorio-dell-anno.js';

const ambito = (id: string, enti: string[], capofila?: string): AmbitoInVigore => ({
  id,
  codice: id.toUpperCase(),
  denominazione: id,
  tipo: 'ATS',
  enti,
  capofila,
});

describe('the ambiti of a year', () => {
  it.each([
    [2024, '2026-03-10', '2024-12-31'],
    [2025, '2025-12-31', '2025-12-31'],
    [2026, '2026-03-10', '2026-03-10'],
    [2027, '2026-03-10', '2026-03-10'],
  ])('of %s, seen on %s, are those of %s', (anno, oggi, giorno) => {
    expect(giornoDegliAmbiti(anno, oggi)).toBe(giorno);
  });

  it('an ente counts where it belongs, even if it leads another ambito', () => {
    const { ambitoOf } = territorioOf([ambito('uno', ['a', 'b']), ambito('due', ['c'], 'a')], '2026-03-10');
    expect([...ambitoOf]).toEqual([
      ['a', 'uno'],
      ['b', 'uno'],
      ['c', 'due'],
    ]);
  });

  it('a capofila that belongs nowhere counts in the one ambito it leads, and in none if it leads two', () => {
    const one = territorioOf([ambito('uno', ['a'], 'unione')], '2026-03-10');
    expect(one.ambitoOf.get('unione')).toBe('uno');
    const two = territorioOf([ambito('uno', ['a'], 'unione'), ambito('due', ['b'], 'unione')], '2026-03-10');
    expect(two.ambitoOf.has('unione')).toBe(false);
  });

  it('counts an ente that ceased during the year where who continues it is, unless it is somewhere itself', () => {
    const continuita = (ente: string) => (ente === 'm' ? ['m', 'b', 'c'] : [ente]);
    const { ambitoOf } = territorioOf([ambito('uno', ['m']), ambito('due', ['c'])], '2026-12-31', continuita);
    expect(Object.fromEntries(ambitoOf)).toEqual({ b: 'uno', c: 'due', m: 'uno' });
  });
});
