import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { compactVerify, createLocalJWKSet } from 'jose';
import { FirmaRicevute, InvalidSignature } from './firma-ricevute.js';

const seed = () => randomBytes(32).toString('base64');
const TYP = 'ricevuta+jws';

describe('FirmaRicevute', () => {
  it('signs what anyone can verify with the published keys alone', async () => {
    const firma = await FirmaRicevute.fromSetting(seed());
    const jws = firma.sign(TYP, { numero: 'R-1' });
    const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(firma.publicJwks()));
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ numero: 'R-1' });
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: TYP });
    expect(await firma.verify(TYP, jws)).toEqual({ numero: 'R-1' });
  });

  it('publishes no private key', async () => {
    const firma = await FirmaRicevute.fromSetting(`${seed()},${seed()}`);
    for (const key of firma.publicJwks().keys) {
      expect(new Set(Object.keys(key))).toEqual(new Set(['alg', 'crv', 'kid', 'kty', 'use', 'x']));
    }
    expect(firma.publicJwks().keys).toHaveLength(2);
  });

  it('I10 detects one changed byte', async () => {
    const firma = await FirmaRicevute.fromSetting(seed());
    const jws = firma.sign(TYP, { numero: 'R-1' });
    for (let index = 0; index < jws.length; index += 1) {
      const altered = `${jws.slice(0, index)}${jws[index] === 'A' ? 'Q' : 'A'}${jws.slice(index + 1)}`;
      await expect(firma.verify(TYP, altered)).rejects.toThrow(InvalidSignature);
    }
  });

  it('verifies ricevute of a key that no longer signs, and not those of a stranger', async () => {
    const [old, fresh] = [seed(), seed()];
    const before = (await FirmaRicevute.fromSetting(old)).sign(TYP, { numero: 'R-1' });
    const after = await FirmaRicevute.fromSetting(`${fresh},${old}`);
    expect(await after.verify(TYP, before)).toEqual({ numero: 'R-1' });
    await expect((await FirmaRicevute.fromSetting(fresh)).verify(TYP, before)).rejects.toThrow(InvalidSignature);
  });

  it('does not take a signature of one kind for another', async () => {
    const firma = await FirmaRicevute.fromSetting(seed());
    await expect(firma.verify(TYP, firma.sign('testa+jws', {}))).rejects.toThrow(InvalidSignature);
  });
});
