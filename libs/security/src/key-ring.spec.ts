import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { DecryptionFailed, KeyRing } from './key-ring.js';

const key = () => randomBytes(32).toString('base64');

describe('KeyRing', () => {
  it('gives back what it encrypted, under the same name of place', () => {
    const ring = KeyRing.fromSetting(key());
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plain, aad) => {
        expect(ring.decrypt(ring.encrypt(plain, aad), aad)).toEqual(Buffer.from(plain));
      }),
    );
  });

  it('encrypts equal values differently', () => {
    const ring = KeyRing.fromSetting(key());
    expect(ring.encrypt(Buffer.from('x'), 'a')).not.toEqual(ring.encrypt(Buffer.from('x'), 'a'));
  });

  it('refuses a value moved to another place', () => {
    const ring = KeyRing.fromSetting(key());
    expect(() => ring.decrypt(ring.encrypt(Buffer.from('x'), 'riga:1'), 'riga:2')).toThrow(DecryptionFailed);
  });

  it('refuses a value of which any byte was changed or cut', () => {
    const ring = KeyRing.fromSetting(key());
    const sealed = ring.encrypt(Buffer.from('codice'), 'a');
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed);
      altered[index]! ^= 1;
      expect(() => ring.decrypt(altered, 'a')).toThrow(DecryptionFailed);
      expect(() => ring.decrypt(sealed.subarray(0, index), 'a')).toThrow(DecryptionFailed);
    }
  });

  it('refuses a value with another tag, however much of it is right, and one without', () => {
    const ring = KeyRing.fromSetting(key());
    for (const plain of ['', 'x', 'codice'.repeat(1_000)]) {
      const sealed = ring.encrypt(Buffer.from(plain), 'a');
      const body = sealed.subarray(0, -16);
      expect(() => ring.decrypt(Buffer.concat([body, randomBytes(16)]), 'a')).toThrow('not_authentic');
      expect(() =>
        ring.decrypt(Buffer.concat([body, ring.encrypt(Buffer.from(plain), 'a').subarray(-16)]), 'a'),
      ).toThrow('not_authentic');
      expect(() => ring.decrypt(body, 'a')).toThrow(DecryptionFailed);
      expect(() => ring.decrypt(Buffer.concat([sealed, Buffer.alloc(1)]), 'a')).toThrow('not_authentic');
    }
  });

  it('reads a value that lies in the middle of other bytes, and leaves them as they are', () => {
    const ring = KeyRing.fromSetting(key());
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.nat(20),
        fc.string({ unit: 'binary' }),
        (plain, before, aad) => {
          const sealed = ring.encrypt(plain, aad);
          const around = Buffer.concat([randomBytes(before), sealed, randomBytes(7)]);
          const copy = Buffer.from(around);
          const inside = new Uint8Array(around.buffer, around.byteOffset + before, sealed.length);
          expect(ring.decrypt(inside, aad)).toEqual(Buffer.from(plain));
          expect(around).toEqual(copy);
        },
      ),
    );
  });

  it('gives back values that stay as they are while others are opened', () => {
    const ring = KeyRing.fromSetting(key());
    const plains = Array.from({ length: 200 }, (_, at) => Buffer.from(`documento ${at}`.repeat(30)));
    const sealed = plains.map((plain, at) => ring.encrypt(plain, String(at)));
    expect(sealed.map((one, at) => ring.decrypt(one, String(at)))).toEqual(plains);
  });

  it('opens what it sealed in the form of before: version, key id, nonce, ciphertext, tag', () => {
    const bytes = Buffer.alloc(32, 7);
    const sealed = 'AfcGb2chy1KU/pHp+Qn4Lnfwdss/fXl1K5903P0lPiDh/eZ6HkNFB6bDcLA=';
    expect(
      KeyRing.fromSetting(bytes.toString('base64')).decrypt(Buffer.from(sealed, 'base64'), 'riga/è').toString(),
    ).toBe('perché');
  });

  it('after a rotation encrypts with the new key and still reads the old values', () => {
    const [old, fresh] = [key(), key()];
    const before = KeyRing.fromSetting(old);
    const after = KeyRing.fromSetting(`${fresh},${old}`);
    const sealed = before.encrypt(Buffer.from('x'), 'a');
    expect(after.decrypt(sealed, 'a').toString()).toBe('x');
    expect(after.isCurrent(sealed)).toBe(false);
    expect(after.isCurrent(after.encrypt(Buffer.from('x'), 'a'))).toBe(true);
    expect(() => before.decrypt(after.encrypt(Buffer.from('x'), 'a'), 'a')).toThrow('unknown_key');
  });

  it('rotates a data key by rewriting its wrap only', () => {
    const [old, fresh] = [key(), key()];
    const { key: dataKey, wrapped } = KeyRing.fromSetting(old).createDataKey('invio:1');
    const rewrapped = KeyRing.fromSetting(`${fresh},${old}`).rewrapDataKey(wrapped, 'invio:1');
    expect(KeyRing.fromSetting(fresh).unwrapDataKey(rewrapped, 'invio:1')).toEqual(dataKey);
  });

  it('reads keys in base64 and base64url, and refuses others without showing them', () => {
    const bytes = Buffer.alloc(32, 0xfb);
    const sealed = KeyRing.fromSetting(bytes.toString('base64url')).encrypt(Buffer.from('x'), '');
    expect(KeyRing.fromSetting(bytes.toString('base64')).decrypt(sealed, '').toString()).toBe('x');
    expect(() => KeyRing.fromSetting(`${key()},short-secret`)).toThrow('key 2 is not 32 bytes in base64');
    expect(() => KeyRing.fromSetting(' ')).toThrow('no key given');
  });
});
