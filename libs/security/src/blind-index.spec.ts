import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { BlindIndex } from './blind-index.js';
import { maskCodiceFiscale } from './mask.js';

describe('BlindIndex', () => {
  const key = randomBytes(32);
  const index = BlindIndex.fromSetting(key.toString('base64'));

  it('is the keyed hash of domain and value', () => {
    const expected = createHmac('sha256', key).update('persona.cf\0RSSMRA80A01H501U').digest().subarray(0, 16);
    expect(index.of('RSSMRA80A01H501U', 'persona.cf')).toEqual(expected);
    const whole = index.of('RSSMRA80A01H501U', 'persona.cf', 32);
    expect(whole).toHaveLength(32);
    expect(whole.subarray(0, 16)).toEqual(expected);
  });

  it('is another one in another domain, and with another key', () => {
    expect(index.of('A', 'uno')).not.toEqual(index.of('A', 'due'));
    expect(BlindIndex.fromSetting(randomBytes(32).toString('base64')).of('A', 'uno')).not.toEqual(index.of('A', 'uno'));
  });

  it('takes exactly one key, and plain names of domains', () => {
    expect(() => BlindIndex.fromSetting(`${key.toString('base64')},${key.toString('base64')}`)).toThrow(
      'more than one key',
    );
    expect(() => index.of('A', 'a\0b')).toThrow('plain name');
  });
});

describe('maskCodiceFiscale', () => {
  it.each([
    ['RSSMRA80A01H501U', 'R**************U'],
    ['ABC', '***'],
    ['', ''],
  ])('masks %s as %s', (code, masked) => expect(maskCodiceFiscale(code)).toBe(masked));
});
