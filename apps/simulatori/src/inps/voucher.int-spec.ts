import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { OrologioDiProva } from './prova/inps-di-prova.js';
import { VoucherPdnd } from './voucher.js';

let server: Server;
let folder: string;
let clientFile: string;
let publicKey: CryptoKey;
let asked: URLSearchParams[] = [];
let status = 200;
let orologio: OrologioDiProva;
let voucher: VoucherPdnd;

beforeAll(async () => {
  server = createServer((request, response) => {
    let form = '';
    request.on('data', (chunk: Buffer) => (form += chunk.toString()));
    request.on('end', () => {
      asked.push(new URLSearchParams(form));
      const body = { access_token: `gettone-${asked.length}`, expires_in: 600, token_type: 'Bearer' };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  folder = await mkdtemp(join(tmpdir(), 'snodo-voucher-'));
  clientFile = join(folder, 'demo-inps.json');
  const keys = await generateKeyPair('RS256', { extractable: true });
  publicKey = keys.publicKey;
  const client = {
    client_id: 'demo-inps',
    purpose_id: 'finalità',
    token_url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token.oauth2`,
    assertion_audience: 'emittente/client-assertion',
    private_jwk: { ...(await exportJWK(keys.privateKey)), kid: 'chiave' },
  };
  await writeFile(clientFile, JSON.stringify(client));
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  asked = [];
  status = 200;
  orologio = new OrologioDiProva();
  voucher = new VoucherPdnd(clientFile, orologio.now);
});

describe('the voucher of INPS', () => {
  it('is asked for with a signed assertion of its client', async () => {
    expect(await voucher.current()).toBe('gettone-1');
    expect(asked[0]!.get('grant_type')).toBe('client_credentials');
    expect(asked[0]!.get('client_id')).toBe('demo-inps');
    const { payload } = await jwtVerify(asked[0]!.get('client_assertion')!, publicKey, {
      issuer: 'demo-inps',
      subject: 'demo-inps',
      audience: 'emittente/client-assertion',
      currentDate: orologio.now(),
    });
    expect(payload).toMatchObject({ purposeId: 'finalità' });
    expect(payload.exp! - payload.iat!).toBe(60);
  });

  it('serves until shortly before it expires, then is renewed', async () => {
    await voucher.current();
    orologio.pass(594_999);
    expect(await voucher.current()).toBe('gettone-1');
    orologio.pass(1);
    expect(await voucher.current()).toBe('gettone-2');
    expect(asked).toHaveLength(2);
  });

  it('is asked for once by all who need it at the same time', async () => {
    const all = await Promise.all([voucher.current(), voucher.current(), voucher.current()]);
    expect(all).toEqual(['gettone-1', 'gettone-1', 'gettone-1']);
  });

  it('is asked for anew when somebody did not take it', async () => {
    await voucher.current();
    voucher.forget();
    expect(await voucher.current()).toBe('gettone-2');
  });

  it('that is not given is asked for again the next time', async () => {
    status = 400;
    await expect(voucher.current()).rejects.toThrow('no voucher: 400');
    status = 200;
    expect(await voucher.current()).toBe('gettone-2');
  });
});
