import { describe, expect, it } from '@jest/globals';
import { type BenchRow, alternate, median, percentile, reached } from './measure.js';

const ROW: BenchRow = { id: 'B0', what: '', ours: 1, floor: 2, unit: '', ratio: 0.5, goal: undefined };

describe('a measure', () => {
  it('takes the middle value, and the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 9, 2])).toBe(3);
    expect(() => median([])).toThrow(RangeError);
  });

  it('gives the value that a share of the values does not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile([7], 0.5)).toBe(7);
    expect(() => percentile([], 0.95)).toThrow(RangeError);
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
    expect(reached({ ...ROW, floor: undefined, ratio: undefined })).toBe(true);
    expect(reached({ ...ROW, ratio: undefined, goal: { atMost: 1 } })).toBe(false);
  });
});
