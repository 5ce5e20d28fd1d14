import { describe, expect, it } from '@jest/globals';
import { type BenchRow, alternate, median, reached } from './measure.js';

const ROW: BenchRow = { id: 'B0', what: '', ours: 1, floor: 2, unit: '', ratio: 0.5, goal: undefined };

describe('a measure', () => {
  it('takes the middle value, and the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 9, 2])).toBe(3);
    expect(() => median([])).toThrow(RangeError);
  });

  it('alternates ours and floor, neither always first, after a round that does not count', async () => {
    const order: string[] = [];
    const figures = { ours: [100, 1, 2, 3], floor: [100, 2, 4, 4] };
    const take = (side: 'ours' | 'floor') => (): Promise<number> => {
      order.push(side);
      return Promise.resolve(figures[side].shift()!);
    };
    const medians = await alternate({ rounds: 3, ours: take('ours'), floor: take('floor') });
    expect(order.join(' ')).toBe('floor ours floor ours ours floor floor ours');
    expect(medians).toEqual({ ours: 2, floor: 4, ratio: 0.5 });
  });

  it('reaches a goal at its very value, and misses it beyond', () => {
    expect(reached({ ...ROW, goal: { atLeast: 0.5 } })).toBe(true);
    expect(reached({ ...ROW, goal: { atLeast: 0.51 } })).toBe(false);
    expect(reached({ ...ROW, goal: { atMost: 0.5 } })).toBe(true);
    expect(reached({ ...ROW, goal: { atMost: 0.49 } })).toBe(false);
    expect(reached(ROW)).toBe(true);
  });
});
