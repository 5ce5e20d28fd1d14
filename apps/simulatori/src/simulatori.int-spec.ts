import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type JWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  importJWK,
} from 'jose';
import { TokenVerifier } from '#libs/security';
import { startSimulatori } from './start-simulatori.js';

interface ClientFile {
  client_id: string;
  purpose_id: string;
  token_url: string;
  assertion_audience: string;
  private_jwk: JWK;
}

describe('the simulated authorization server', () => {
  let folder: string;
  let app: NestFastifyApplication;
  let base: string;
  let client: ClientFile;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'snodo-simulatori-'));
    const pack = join(folder, 'regioni', 'prova', 'dimostrazione');
    await mkdir(pack, { recursive: true });
    await writeFile(
      join(pack, 'client.csv'),
      'client_id,ente,gestore\ndemo-a271,belfiore:A271,\ndemo-b352,belfiore:B352,\n',
    );
    env = {
      SNODO_ENV: 'test',
      SNODO_SIMULATORI_PORT: '0',
      SNODO_SIMULATORI_FOLDER: join(folder, 'chiavi'),
      SNODO_SIMULATORI_REGIONS: join(folder, 'regioni'),
      SNODO_AUDIENCE: 'https://snodo.example',
    };
    app = await startSimulatori(env);
    base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
    client = await readClient('demo-a271');
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  const readClient = async (id: string) =>
    JSON.parse(await readFile(join(folder, 'chiavi', 'clients', `${id}.json`), 'utf8')) as ClientFile;
  const seconds = () => Math.floor(Date.now() / 1000);
  const claims = (changes: JWTPayload = {}): JWTPayload => ({
    iss: client.client_id,
    sub: client.client_id,
    aud: client.assertion_audience,
    jti: randomUUID(),
    iat: seconds(),
    exp: seconds() + 60,
    purposeId: client.purpose_id,
    ...changes,
  });
  const sign = async (payload: JWTPayload, header: object = {}) =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', kid: client.private_jwk.kid!, ...header })
      .sign(await importJWK(client.private_jwk, 'RS256'));
  const ask = async (assertion: string, changes: Record<string, string> = {}) => {
    const form = {
      grant_type: 'client_credentials',
      client_id: client.client_id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...changes,
    };
    const answer = await fetch(`${base}/token.oauth2`, { method: 'POST', body: new URLSearchParams(form) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  let refusals: Set<string>;
  beforeEach(() => {
    refusals = new Set();
  });
  const expectRefused = ({ status, body }: Awaited<ReturnType<typeof ask>>) => {
    expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'voucher_negato' });
    refusals.add(JSON.stringify({ ...body, correlation_id: '' }));
    expect(refusals.size).toBe(1);
  };

  it('gives a voucher with the header and claims of PDND’s, which our verifier takes', async () => {
    const { status, body } = await ask(await sign(claims(), { typ: 'JWT' }));
    expect({ status, type: body['token_type'], life: body['expires_in'] }).toEqual({
      status: 200,
      type: 'Bearer',
      life: 600,
    });
    const token = body['access_token'] as string;
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt', use: 'sig' });
    const payload = decodeJwt(token);
    expect(payload).toMatchObject({ client_id: 'demo-a271', sub: 'demo-a271', purposeId: client.purpose_id });
    expect(Object.keys(payload)).toEqual(
      expect.arrayContaining([
        'iss',
        'aud',
        'exp',
        'nbf',
        'iat',
        'jti',
        'producerId',
        'consumerId',
        'eserviceId',
        'descriptorId',
      ]),
    );
    const issuer = { kind: 'pdnd' as const, issuer: payload.iss!, jwksUrl: `${base}/.well-known/jwks.json` };
    const identity = await new TokenVerifier([{ ...issuer, audience: ['https://snodo.example'] }]).verify(token);
    expect(identity).toMatchObject({ kind: 'pdnd', clientId: 'demo-a271', purposeId: client.purpose_id });
    await expect(new TokenVerifier([{ ...issuer, audience: ['https://other.example'] }]).verify(token)).rejects.toThrow(
      'token refused',
    );
  });

  it('repeats the digest of the tracking evidence in the voucher', async () => {
    const digest = { alg: 'SHA256', value: 'a'.repeat(64) };
    const { body } = await ask(await sign(claims({ digest })));
    expect(decodeJwt(body['access_token'] as string)['digest']).toEqual(digest);
    expectRefused(await ask(await sign(claims({ digest: { ...digest, value: 'a'.repeat(63) } }))));
    expectRefused(await ask(await sign(claims({ digest: { ...digest, alg: 'SHA512' } }))));
  });

  it('gives one voucher for one assertion: a replayed jti is refused', async () => {
    const assertion = await sign(claims({ jti: 'once' }));
    expect((await ask(assertion)).status).toBe(200);
    expectRefused(await ask(assertion));
    expectRefused(await ask(await sign(claims({ jti: 'once' }))));
  });

  it('does not let an unsigned assertion use up a jti', async () => {
    const [header, payload] = (await sign(claims({ jti: 'mine' }))).split('.');
    expectRefused(await ask(`${header}.${payload}.AAAA`));
    expect((await ask(await sign(claims({ jti: 'mine' })))).status).toBe(200);
  });

  it.each<[string, JWTPayload]>([
    ['of another issuer', { iss: 'demo-b352' }],
    ['about another client', { sub: 'demo-b352' }],
    ['for another audience', { aud: 'auth.interop.example/client-assertion' }],
    ['for several audiences', { aud: ['simulatori.snodo.localhost/client-assertion', 'other'] }],
    ['without jti', { jti: undefined }],
    ['with an empty jti', { jti: '' }],
    ['without iat', { iat: undefined }],
    ['issued in the future', { iat: seconds() + 60 }],
    ['without exp', { exp: undefined }],
    ['expired', { exp: seconds() - 10 }],
    ['without purposeId', { purposeId: undefined }],
    ['with a purpose of somebody else', { purposeId: randomUUID() }],
    ['with a claim that PDND does not know', { ente: 'A271' }],
  ])('refuses an assertion %s, as all others', async (_, changes) => {
    expectRefused(await ask(await sign(claims(changes))));
  });

  it('refuses every way of signing but RS256 with the client’s own key', async () => {
    expectRefused(await ask(new UnsecuredJWT(claims()).encode()));
    const kid = client.private_jwk.kid!;
    const hmac = new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid });
    expectRefused(await ask(await hmac.sign(Buffer.from(client.private_jwk.n!))));
    const stranger = await generateKeyPair('RS256');
    expectRefused(
      await ask(await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid }).sign(stranger.privateKey)),
    );
    expectRefused(await ask(await sign(claims(), { kid: 'short' })));
    expectRefused(await ask(await sign(claims(), { kid: 'a'.repeat(43) })));
    expectRefused(await ask(await sign(claims(), { kid: undefined })));
    expectRefused(await ask(await sign(claims(), { typ: 'at+jwt' })));
    expectRefused(await ask('not.a.jwt'));
  });

  it('refuses a wrong form', async () => {
    expectRefused(await ask(await sign(claims()), { grant_type: 'password' }));
    expectRefused(await ask(await sign(claims()), { client_assertion_type: 'x' }));
    expectRefused(await ask(await sign(claims()), { client_id: 'demo-b352' }));
    expectRefused(await ask(await sign(claims()), { client_id: 'nobody' }));
    const form = `grant_type=client_credentials&client_id=${client.client_id}&client_id=${client.client_id}`;
    const twice = await fetch(`${base}/token.oauth2`, { method: 'POST', body: new URLSearchParams(form) });
    expect(twice.status).toBe(400);
    const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect((await fetch(`${base}/token.oauth2`, json)).status).toBe(415);
    const long = await ask('a'.repeat(20_000));
    expect(long).toMatchObject({ status: 413, body: { code: 'corpo_troppo_grande' } });
  });

  it('publishes the public half of its key only', async () => {
    const { keys } = (await (await fetch(`${base}/.well-known/jwks.json`)).json()) as { keys: JWK[] };
    expect(keys.map((key) => new Set(Object.keys(key)))).toEqual([new Set(['kty', 'n', 'e', 'kid', 'alg', 'use'])]);
  });

  it('leaves the keys where only their owner reads them, and keeps them from start to start', async () => {
    const keys = join(folder, 'chiavi');
    const files = [join(keys, 'emittente.json'), join(keys, 'client.json'), join(keys, 'clients', 'demo-a271.json')];
    for (const file of files) expect((await stat(file)).mode & 0o077).toBe(0);
    expect((await stat(join(keys, 'clients'))).mode & 0o077).toBe(0);
    expect(await readdir(join(keys, 'clients'))).toEqual(['demo-a271.json', 'demo-b352.json']);
    const again = await startSimulatori(env);
    expect(await readClient('demo-a271')).toEqual(client);
    await again.close();
  });

  it('does not start in production', async () => {
    await expect(startSimulatori({ ...env, SNODO_ENV: 'production' })).rejects.toThrow('do not run in production');
  });
});
