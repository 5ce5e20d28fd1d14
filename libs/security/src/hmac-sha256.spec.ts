import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HmacSha256 } from './hmac-sha256.js';

describe('HMAC-SHA-256 of a text', () => {
  it('is the one of RFC 2104, for any key and any text, one after the other', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.nat(6000).map((length) => 'à€𝄞'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.array(text, { minLength: 1, maxLength: 5 }), (key, many) => {
        const mac = new HmacSha256(key);
        for (const one of many) expect(mac.hexOf(one)).toBe(createHmac('sha256', key).update(one).digest('hex'));
      }),
    );
  });

  it('refuses a key longer than a block, which would have to be hashed first', () => {
    expect(() => new HmacSha256(Buffer.alloc(65))).toThrow('longer than a block');
  });
});
