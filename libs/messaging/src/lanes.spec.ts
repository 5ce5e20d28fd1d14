import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Candidate } from './inbox.js';
import { Lanes } from './lanes.js';

const message = (id: string, ente: string, key = id): Candidate => ({ id, ente, key, attempts: 0 });

function drain(lanes: Lanes): string[] {
  const order: string[] = [];
  for (let next = lanes.next(0); next !== undefined; next = lanes.next(0)) {
    order.push(next.id);
    lanes.release(next.key);
  }
  return order;
}

describe('lanes', () => {
  it('gives enti turns, oldest message first within each', () => {
    const lanes = new Lanes();
    lanes.add([message('a1', 'A'), message('a2', 'A'), message('a3', 'A'), message('b1', 'B')]);
    expect(drain(lanes)).toEqual(['a1', 'b1', 'a2', 'a3']);
  });

  it('starts no second message of a key until the first is released, and passes to the next key meanwhile', () => {
    const lanes = new Lanes();
    lanes.add([message('1', 'A', 'k'), message('2', 'A', 'k'), message('3', 'A', 'other')]);
    expect(lanes.next(0)?.id).toBe('1');
    expect(lanes.next(0)?.id).toBe('3');
    expect(lanes.next(0)).toBeUndefined();
    lanes.release('k');
    expect(lanes.next(0)?.id).toBe('2');
  });

  it('rests a paused lane until its time, forgetting what it knew of it', () => {
    const lanes = new Lanes();
    lanes.add([message('1', 'A', 'k'), message('2', 'A', 'free')]);
    lanes.pause('k', 100);
    expect(lanes.size).toBe(1);
    expect(lanes.next(0)?.id).toBe('2');
    expect(lanes.taken(99).sort()).toEqual(['free', 'k']);
    lanes.add([message('1', 'A', 'k')]);
    expect(lanes.next(99)).toBeUndefined();
    expect(lanes.taken(100)).not.toContain('nothing');
    expect(lanes.next(100)?.id).toBe('1');
  });

  it('hands out every message exactly once, whatever comes', () => {
    const some = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom('k', 'l', 'm', 'n')), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(some, (pairs) => {
        const lanes = new Lanes();
        lanes.add(pairs.map(([ente, key], at) => message(String(at), ente, key)));
        expect(
          drain(lanes)
            .map(Number)
            .sort((a, b) => a - b),
        ).toEqual(pairs.map((_, at) => at));
        expect(lanes.size).toBe(0);
      }),
    );
  });
});
