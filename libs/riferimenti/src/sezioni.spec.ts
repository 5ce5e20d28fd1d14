import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Sezioni } from './sezioni.js';

const id = fc.constantFrom(
  'REG@1#0',
  'REG@1#1',
  'REG|2.1|SIUSS',
  'LOC:E388|SAD|REG',
  'LOC:E388@1#0',
  'LOC:E38|SAD|REG',
  'senza',
);
const change = fc.tuple(id, fc.option(fc.nat(9), { nil: null }));

describe('things in sections', () => {
  it('are those of a map changed in the same way', () => {
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 6 }), (rounds) => {
        const map = new Map<string, number>();
        let sezioni = Sezioni.empty<number>();
        for (const round of rounds) {
          sezioni = sezioni.with(round);
          for (const [one, thing] of round) {
            if (thing === null) map.delete(one);
            else map.set(one, thing);
          }
          for (const one of map.keys()) expect(sezioni.get(one)).toBe(map.get(one));
          const all = [...sezioni.sistemi].flatMap((sistema) => [...sezioni.of(sistema)]);
          expect(new Map(all)).toEqual(map);
          expect(all).toHaveLength(map.size);
        }
      }),
    );
  });

  it('stay as they were for who holds them, and are the same object where nothing changed', () => {
    const before = Sezioni.empty<number>().with([
      ['REG|2.1|SIUSS', 1],
      ['LOC:E388|SAD|REG', 1],
    ]);
    const after = before.with([
      ['LOC:E388|SAD|REG', 2],
      ['LOC:G479|SAD|REG', 3],
    ]);
    expect(before.get('LOC:E388|SAD|REG')).toBe(1);
    expect(before.get('LOC:G479|SAD|REG')).toBeUndefined();
    expect(after.of('REG')).toBe(before.of('REG'));
    expect(after.of('LOC:E388')).not.toBe(before.of('LOC:E388'));
    expect(after.of('LOC:X')).toBe(before.of('LOC:Y'));
  });

  it('of a system whose last one is taken away are gone', () => {
    const left = Sezioni.empty<number>()
      .with([['REG@1#0', 1]])
      .with([['REG@1#0', null]]);
    expect([...left.sistemi]).toEqual([]);
  });
});
