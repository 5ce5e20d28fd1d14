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
