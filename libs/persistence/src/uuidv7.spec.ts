import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';

import { uuidv7 } from './uuidv7.js';

const INSTANT = new Date('2026-11-21T06:00:00.123Z');
const COUNT = 1_000;

describe('a time-ordered UUID', () => {
  it('tells the instant it was made for', () => {
    const id = uuidv7(INSTANT);
    expect([validate(id), version(id)]).toEqual([true, 7]);
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(INSTANT.getTime());
  });

  it('is another each time, also for one instant', () => {
    const ids = Array.from({ length: COUNT }, () => uuidv7(INSTANT));
    expect(new Set(ids).size).toBe(COUNT);
    // Random in its last digits too, where two processes must differ.
    expect(new Set(ids.map((id) => id.slice(-12))).size).toBe(COUNT);
  });

  it('made for now is greater than the one before', () => {
    const ids = Array.from({ length: COUNT }, () => uuidv7());
    expect(ids).toEqual(ids.toSorted());
  });
});
