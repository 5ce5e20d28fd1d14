import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { ClientPdnd } from './client-pdnd.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const client = new ClientPdnd({
  clientId: 'regione',
  tokenUrl: 'https://pdnd.example/token',
  audience: 'pdnd.example/client-assertion',
  chiave: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
});
const KIB = 1024;

/** PDND answers so. */
function answers(body: string | ReadableStream): void {
  jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(body));
}
/** An answer of so many KiB, and how many were read of it. */
function long(kib: number): { readonly body: ReadableStream; readonly read: () => number } {
  let read = 0;
  const pull = (controller: ReadableStreamDefaultController): void => {
    if (read === kib) return controller.close();
    read += 1;
    controller.enqueue(Buffer.alloc(KIB, ' '));
  };
  return { body: new ReadableStream({ pull }), read: () => read };
}

describe('a voucher', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('is what PDND gives', async () => {
    answers(JSON.stringify({ access_token: 'abc' }));
    expect(await client.voucher('finalita', 'evidenza')).toBe('abc');
  });

  it('is not looked for in an answer that does not end', async () => {
    const { body, read } = long(4 * KIB);
    answers(body);
    await expect(client.voucher('finalita', 'evidenza')).rejects.toThrow('no voucher: too long');
    expect(read()).toBeLessThan(100);
  });

  it.each(['', '{', '{}', 'null', '{"access_token":1}'])('is not in the answer %j', async (said) => {
    answers(said);
    await expect(client.voucher('finalita', 'evidenza')).rejects.toThrow('no voucher');
  });
});
