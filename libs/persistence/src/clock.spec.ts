import { describe, expect, it } from '@jest/globals';

import { legalDayOf, SystemClock } from './clock.js';

describe('the legal day', () => {
  it('is that of Rome, in winter and in summer', () => {
    expect(legalDayOf(new Date('2026-01-15T22:59:59.999Z'))).toBe('2026-01-15');
    expect(legalDayOf(new Date('2026-01-15T23:00:00.000Z'))).toBe('2026-01-16');
    expect(legalDayOf(new Date('2026-07-15T21:59:59.999Z'))).toBe('2026-07-15');
    expect(legalDayOf(new Date('2026-07-15T22:00:00.000Z'))).toBe('2026-07-16');
  });

  it('is right on the nights when the hour changes', () => {
    expect(legalDayOf(new Date('2026-03-28T23:00:00.000Z'))).toBe('2026-03-29');
    expect(legalDayOf(new Date('2026-10-24T22:00:00.000Z'))).toBe('2026-10-25');
    expect(legalDayOf(new Date('2026-10-25T22:59:59.999Z'))).toBe('2026-10-25');
  });
});

describe('the clock of the machine', () => {
  it('tells the time', () => {
    expect(Math.abs(new SystemClock().now().getTime() - Date.now())).toBeLessThan(1_000);
  });
});
