import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type JWTPayload, SignJWT, UnsecuredJWT, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { Problem } from '#libs/contracts';
import { InvalidToken, TokenVerifier, type TrustedIssuer } from './token-verifier.js';

const ISSUER = 'interop.example';
const AUDIENCE = 'https://snodo.example/rest/invii/v1';

interface Signer {
  readonly kid: string;
  readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  readonly jwk: object;
}

async function newSigner(): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey, jwk: { ...jwk, kid, use: 'sig', alg: 'RS256' } };
}

describe('TokenVerifier', () => {
  let server: Server;
  let signer: Signer;
  let published: object[];
  let fetched: number;
  let failing: boolean;
  let pdnd: TrustedIssuer;

  beforeAll(async () => {
    signer = await newSigner();
    server = createServer((_, response) => {
      fetched += 1;
      response.statusCode = failing ? 500 : 200;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    pdnd = { kind: 'pdnd', issuer: ISSUER, jwksUrl, audience: [AUDIENCE] };
  });
  afterAll(() => {
    server.close();
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  beforeEach(() => {
    published = [signer.jwk];
    fetched = 0;
    failing = false;
  });

  const seconds = () => Math.floor(Date.now() / 1000);
  const claims = (changes: JWTPayload = {}): JWTPayload => ({
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'client-1',
    client_id: 'client-1',
    purposeId: 'purpose-1',
    jti: 'jti-1',
    iat: seconds(),
    nbf: seconds(),
    exp: seconds() + 600,
    ...changes,
  });
  const signed = (payload: JWTPayload, header: object = {}, by = signer) =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: by.kid, ...header })
      .sign(by.privateKey);
  const reasonOf = async (token: string, verifier = new TokenVerifier([pdnd])): Promise<string> => {
    const error = await verifier.verify(token).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidToken);
    return (error as InvalidToken).reason;
  };

  it('takes a voucher as PDND issues it, keeping its purpose', async () => {
    const token = await signed(claims({ consumerId: 'consumer-1', aud: ['other', AUDIENCE] }), { use: 'sig' });
    expect(await new TokenVerifier([pdnd]).verify(token)).toMatchObject({
      kind: 'pdnd',
      issuer: ISSUER,
      clientId: 'client-1',
      subject: 'client-1',
      jti: 'jti-1',
      purposeId: 'purpose-1',
      consumerId: 'consumer-1',
    });
  });

  it('takes a token of our own authorization server, which has no purpose', async () => {
    const own: TrustedIssuer = { ...pdnd, kind: 'client_credentials', issuer: 'as.example' };
    const identity = await new TokenVerifier([pdnd, own]).verify(
      await signed(claims({ iss: 'as.example', purposeId: undefined })),
    );
    expect(identity).toMatchObject({ kind: 'client_credentials', clientId: 'client-1' });
    expect(identity).not.toHaveProperty('purposeId');
  });

  it.each<[string, JWTPayload]>([
    ['is for another audience', { aud: 'https://other.example' }],
    ['has no audience', { aud: undefined }],
    ['comes from another issuer', { iss: 'evil.example' }],
    ['has no issuer', { iss: undefined }],
    ['has expired more than 5 s ago', { exp: seconds() - 7 }],
    ['never expires', { exp: undefined }],
    ['is not valid yet', { nbf: seconds() + 60 }],
    ['has no nbf', { nbf: undefined }],
    ['was issued in the future', { iat: seconds() + 60 }],
    ['has no iat', { iat: undefined }],
    ['has no jti', { jti: undefined }],
    ['has an empty jti', { jti: '' }],
    ['has a subject that is not its client', { sub: 'client-2' }],
    ['has no client_id', { client_id: undefined }],
    ['has no purpose though it is a voucher', { purposeId: undefined }],
    ['is bound to a key and presented as a bearer token', { cnf: { jkt: 'x' } }],
  ])('refuses a token that %s', async (_, changes) => {
    await reasonOf(await signed(claims(changes)));
  });

  it('allows 5 s between our clock and the issuer’s', async () => {
    const verifier = new TokenVerifier([pdnd]);
    await verifier.verify(await signed(claims({ exp: seconds() - 3 })));
    await verifier.verify(await signed(claims({ iat: seconds() + 3, nbf: seconds() + 3 })));
  });

  it('refuses every way of signing but RS256', async () => {
    const hmac = new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: signer.kid });
    expect(await reasonOf(await hmac.sign(Buffer.from(JSON.stringify(signer.jwk))))).toBe('ERR_JOSE_ALG_NOT_ALLOWED');
    await reasonOf(new UnsecuredJWT(claims()).encode());
    const none = `${encode({ alg: 'none', typ: 'at+jwt', kid: signer.kid })}.${encode(claims())}.`;
    await reasonOf(none);
    const ps256 = await generateKeyPair('PS256');
    const other = new SignJWT(claims()).setProtectedHeader({ alg: 'PS256', typ: 'at+jwt', kid: signer.kid });
    expect(await reasonOf(await other.sign(ps256.privateKey))).toBe('ERR_JOSE_ALG_NOT_ALLOWED');
  });

  it('refuses a header that is not of an access token', async () => {
    await reasonOf(await signed(claims(), { typ: 'JWT' }));
    await reasonOf(await signed(claims(), { typ: undefined }));
    expect(await reasonOf(await signed(claims(), { kid: undefined }))).toBe('no kid');
    await reasonOf(await signed(claims(), { crit: ['x'], x: 1 }).catch(() => 'unsigned'));
  });

  it('refuses what another key signed under a published kid', async () => {
    const stranger = { ...(await newSigner()), kid: signer.kid };
    expect(await reasonOf(await signed(claims(), {}, stranger))).toBe('ERR_JWS_SIGNATURE_VERIFICATION_FAILED');
  });

  it('refuses altered, empty and endless tokens', async () => {
    const token = await signed(claims());
    const [header, , signature] = token.split('.');
    await reasonOf(`${header}.${encode(claims({ client_id: 'client-2', sub: 'client-2' }))}.${signature}`);
    await reasonOf('');
    await reasonOf('a.b.c');
    expect(await reasonOf('a'.repeat(8193))).toBe('too long');
  });

  it('if told who we are, refuses a voucher for another provider', async () => {
    const verifier = new TokenVerifier([{ ...pdnd, producerId: 'us' }]);
    expect(await reasonOf(await signed(claims({ producerId: 'them' })), verifier)).toBe('for another producer');
    expect(await reasonOf(await signed(claims()), verifier)).toBe('for another producer');
    await verifier.verify(await signed(claims({ producerId: 'us' })));
  });

  it('fetches the keys again for an unknown kid, but not for every forged token', async () => {
    const verifier = new TokenVerifier([pdnd]);
    await verifier.verify(await signed(claims()));
    expect(fetched).toBe(1);
    const forger = await newSigner();
    for (let attempt = 0; attempt < 20; attempt += 1) await reasonOf(await signed(claims(), {}, forger), verifier);
    expect(fetched).toBeLessThanOrEqual(2);
  });

  it('says that it cannot verify, and not that the token is wrong, when the issuer does not answer', async () => {
    failing = true;
    const error = await new TokenVerifier([pdnd]).verify(await signed(claims())).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({ code: 'autorizzazione_non_disponibile', row: { status: 503, retryable: true } });
    const nowhere = { ...pdnd, jwksUrl: 'http://127.0.0.1:1/jwks' };
    await expect(new TokenVerifier([nowhere]).verify(await signed(claims()))).rejects.toBeInstanceOf(Problem);
  });

  it('goes on with the keys it knows while the issuer does not answer, and learns new ones when it does', async () => {
    const verifier = new TokenVerifier([pdnd]);
    await verifier.verify(await signed(claims()));
    failing = true;
    jest.useFakeTimers({ now: Date.now() + 700_000, doNotFake: ['nextTick', 'setImmediate', 'setTimeout'] });
    const later = { iat: seconds(), nbf: seconds(), exp: seconds() + 600 };
    await verifier.verify(await signed(claims({ ...later, jti: 'jti-2' })));
    const fresh = await newSigner();
    const token = await signed(claims({ ...later, jti: 'jti-3' }), {}, fresh);
    expect(await reasonOf(token, verifier)).toBe('ERR_JWKS_NO_MATCHING_KEY');
    expect(fetched).toBe(2);
    failing = false;
    published = [fresh.jwk];
    jest.setSystemTime(Date.now() + 3000);
    await verifier.verify(token);
    failing = true;
    jest.setSystemTime(Date.now() + 13 * 3_600_000);
    const tomorrow = { iat: seconds(), nbf: seconds(), exp: seconds() + 600 };
    await expect(verifier.verify(await signed(claims(tomorrow), {}, fresh))).rejects.toBeInstanceOf(Problem);
  });

  it('verifies a token once a minute, and never lets it live past its end', async () => {
    let now = Date.now();
    const verifier = new TokenVerifier([pdnd], () => now);
    const token = await signed(claims({ exp: seconds() + 30 }));
    const first = await verifier.verify(token);
    expect(await verifier.verify(token)).toBe(first);
    now += 36_000;
    expect(await reasonOf(token, verifier)).toBe('ERR_JWT_EXPIRED');
    now = Date.now();
    const long = await signed(claims({ jti: 'jti-2' }));
    const verified = await verifier.verify(long);
    now += 59_000;
    expect(await verifier.verify(long)).toBe(verified);
    now += 2000;
    expect(await verifier.verify(long)).not.toBe(verified);
  });
});

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
