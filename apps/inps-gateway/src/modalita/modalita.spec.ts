import { describe, expect, it } from '@jest/globals';
import { type SceltaModalita, sceltaInVigore } from './modalita.js';

const scelte: SceltaModalita[] = [
  { id: 3, modalita: 'snodo', dal: '2026-02-01' },
  { id: 1, modalita: 'manuale', dal: '2026-01-01' },
  { id: 4, modalita: 'propria', dal: '2026-02-01' },
  { id: 2, modalita: 'snodo', dal: '2026-03-01' },
];
const on = (giorno: string) => sceltaInVigore(scelte, giorno)?.id;

describe('the modalità in force', () => {
  it('is none before the first choice', () => {
    expect(on('2025-12-31')).toBeUndefined();
  });

  it('is the choice that began last', () => {
    expect([on('2026-01-01'), on('2026-01-31'), on('2026-12-31')]).toEqual([1, 1, 2]);
  });

  it('is the later one of two choices for the same day', () => {
    expect(on('2026-02-15')).toBe(4);
  });
});
