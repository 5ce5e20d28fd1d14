import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { idBoundsOf, instantBoundsOf, monthAfter, monthOf } from './partitions.js';
import { uuidv7 } from './uuidv7.js';

const instants = fc.date({
  min: new Date('1971-01-01T00:00:00.000Z'),
  max: new Date('2200-01-01T00:00:00.000Z'),
  noInvalidDate: true,
});

describe('the id bounds of a month', () => {
  it('hold every id made in it', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const { from, to } = idBoundsOf(monthOf(instant));
        const id = uuidv7(instant);
        expect(from <= id && id < to).toBe(true);
      }),
    );
  });

  it('leave no gap and no overlap with the next', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const month = monthOf(instant);
        expect(idBoundsOf(month).to).toBe(idBoundsOf(monthAfter(month)).from);
      }),
    );
  });

  it('put the first and the last millisecond in the right month', () => {
    const { from, to } = idBoundsOf('2026-02');
    expect(uuidv7(new Date('2026-01-31T23:59:59.999Z')) < from).toBe(true);
    expect(uuidv7(new Date('2026-02-01T00:00:00.000Z')) >= from).toBe(true);
    expect(uuidv7(new Date('2026-02-28T23:59:59.999Z')) < to).toBe(true);
    expect(uuidv7(new Date('2026-03-01T00:00:00.000Z')) >= to).toBe(true);
  });

  it('are refused for what is not a month', () => {
    for (const text of ['2026', '2026-13', '2026-1', 'now']) expect(() => idBoundsOf(text)).toThrow('not a month');
  });
});

describe('the month after', () => {
  it('crosses the year, forward and back', () => {
    expect(monthAfter('2026-12')).toBe('2027-01');
    expect(monthAfter('2026-11', 3)).toBe('2027-02');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
  });
});

describe('the instant bounds of a month', () => {
  it('hold every instant of it, and meet those of the next', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const month = monthOf(instant);
        const { from, to } = instantBoundsOf(month);
        expect(Number(from) <= instant.getTime() && instant.getTime() < Number(to)).toBe(true);
        expect(to).toBe(instantBoundsOf(monthAfter(month)).from);
      }),
    );
  });
});
