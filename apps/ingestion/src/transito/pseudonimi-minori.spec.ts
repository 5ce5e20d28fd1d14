import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BlindIndex } from '#libs/security';
import { PseudonimiMinori } from './pseudonimi-minori.js';

const withKey = (byte: number) =>
  new PseudonimiMinori(BlindIndex.fromSetting(Buffer.alloc(32, byte).toString('base64')));
const pseudonimi = withKey(1);

describe('the pseudonym of a minor', () => {
  it('is always the same for one minor of one ente, and another for any other', () => {
    const one = pseudonimi.of('ente', 'RSSMRK12C14H501N');
    expect(pseudonimi.of('ente', 'RSSMRK12C14H501N')).toBe(one);
    const others = [pseudonimi.of('altro', 'RSSMRK12C14H501N'), pseudonimi.of('ente', 'VRDLSN10A41A271K'), withKey(2).of('ente', 'RSSMRK12C14H501N')];
    expect(new Set([one, ...others]).size).toBe(4);
  }); // prettier-ignore

  it('fits in IDBeneficiario, and is too short for a codice fiscale', () => {
    const codes = fc.sample(fc.string(), 500);
    for (const code of codes) expect(pseudonimi.of('ente', code)).toMatch(/^[A-Z2-7]{15}$/);
    expect(new Set(codes.map((code) => pseudonimi.of('ente', code))).size).toBe(new Set(codes).size);
  });
});
