import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { uuidv7 } from '#libs/persistence';
import { numeroOf, rigaId, rigaIdRange } from './riga-id.js';

describe('the id of a riga', () => {
  const numero = fc.integer({ min: 0, max: 0xffff_ffff });

  it('is a UUIDv7 that tells its number, always the same for the same riga', () => {
    fc.assert(
      fc.property(numero, (n) => {
        const invio = uuidv7();
        const id = rigaId(invio, n);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(numeroOf(id)).toBe(n);
        expect(rigaId(invio, n)).toBe(id);
      }),
    );
  });

  it('sorts by number and lies within the range of its invio, outside that of any other', () => {
    fc.assert(
      fc.property(numero, numero, (one, other) => {
        const [mine, theirs] = [uuidv7(), uuidv7()];
        const [from, to] = rigaIdRange(mine);
        expect(rigaId(mine, one) < rigaId(mine, other)).toBe(one < other);
        expect(rigaId(mine, one) >= from && rigaId(mine, one) <= to).toBe(true);
        expect(rigaId(theirs, other) >= from && rigaId(theirs, other) <= to).toBe(false);
      }),
    );
  });

  it.each([-1, 1.5, 2 ** 32])('does not exist for the number %p', (n) => {
    expect(() => rigaId(uuidv7(), n)).toThrow(RangeError);
  });
});
