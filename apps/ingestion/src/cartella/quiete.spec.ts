import { describe, expect, it } from '@jest/globals';
import { Quiete } from './quiete.js';

const FILE = { dimensione: 10, modificato: 1, inode: 7 };

describe('Quiete', () => {
  /** Asks at these instants about a file that looks like this, as rounds do. */
  const ask = (quiete: Quiete, at: number, aspetto = FILE, path = 'a') => {
    quiete.begin();
    const still = quiete.isStill(path, aspetto, at);
    quiete.end();
    return still;
  };

  it('takes a file when it has looked the same for long enough', () => {
    const quiete = new Quiete(100);
    expect([0, 50, 99, 100].map((at) => ask(quiete, at))).toEqual([false, false, false, true]);
  });

  it.each([
    ['grown', { ...FILE, dimensione: 11 }],
    ['been written again', { ...FILE, modificato: 2 }],
    ['been replaced', { ...FILE, inode: 8 }],
  ])('begins again when it has %s', (_, other) => {
    const quiete = new Quiete(100);
    ask(quiete, 0);
    expect([ask(quiete, 100, other), ask(quiete, 199, other), ask(quiete, 200, other)]).toEqual([false, false, true]);
  });

  it('forgets a file that was gone for a round', () => {
    const quiete = new Quiete(100);
    ask(quiete, 0);
    ask(quiete, 50, FILE, 'another');
    expect(ask(quiete, 100)).toBe(false);
  });
});
