import { describe, expect, it } from '@jest/globals';
import { cursorOf, placeOf } from './cursore.js';

describe('a cursor', () => {
  it('brings back its place', () => {
    const place = { id: '01a00000-0000-7000-8000-00000000000f', indice: 12 };
    expect(placeOf(cursorOf(place))).toEqual(place);
  });

  it.each(['', 'x', 'MQ', Buffer.from("' OR 1=1--/1").toString('base64url'), '/'.repeat(50)])(
    'of somebody else is refused: %j',
    (cursor) => {
      expect(() => placeOf(cursor)).toThrow('parametro_non_valido');
    },
  );
});
