import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ChunkCipher, DecryptionFailed } from '#libs/security';
import { type BloccoSigillato, SorgenteCustodita } from './sorgente-custodita.js';

const BYTE_PER_BLOCCO = 10;
const OVERHEAD = 30;
const cipher = new ChunkCipher(randomBytes(32), 'invio');

async function sealed(bytes: Uint8Array): Promise<BloccoSigillato[]> {
  const blocchi: BloccoSigillato[] = [];
  for await (const { index, sealed: byte } of cipher.seal([bytes], BYTE_PER_BLOCCO))
    blocchi.push({ indice: index, byte });
  return blocchi;
}

/** Over chunks in memory, counting those asked for. */
async function openOver(stored: readonly BloccoSigillato[]) {
  const asked: number[] = [];
  const sorgente = await SorgenteCustodita.open(
    {
      bytePerBlocco: BYTE_PER_BLOCCO,
      fetch: async (dal, quanti) => {
        const found = stored.filter(({ indice }) => indice >= dal && indice < dal + quanti);
        asked.push(...found.map(({ indice }) => indice));
        return found;
      },
      last: async () => {
        const last = stored.at(-1);
        return last && { indice: last.indice, byte: last.byte.length - OVERHEAD };
      },
    },
    cipher,
  );
  return { sorgente, asked };
}

async function read(sorgente: SorgenteCustodita, dal: number, al: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of sorgente.read(dal, al)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a document in custodia', () => {
  it('is read from any place to any other, however many chunks it has', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 150 });
    const ranges = fc.array(fc.tuple(fc.nat(160), fc.nat(160)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(bytes, ranges, async (content, asked) => {
        const { sorgente } = await openOver(await sealed(content));
        expect(sorgente.byte).toBe(content.length);
        for (const [dal, al] of [...asked, [0, content.length] as const]) {
          expect([...(await read(sorgente, dal, al))]).toEqual([...content.subarray(dal, Math.max(dal, al))]);
        }
      }),
    );
  });

  it('is fetched once where it is read in order, and not again for who comes back to its end', async () => {
    const content = randomBytes(155);
    const { sorgente, asked } = await openOver(await sealed(content));
    await read(sorgente, 0, 155);
    expect(asked).toEqual(Array.from({ length: 16 }, (_, at) => at));
    for (let again = 0; again < 3; again += 1) await read(sorgente, 140, 155);
    expect(asked.slice(16)).toEqual([14, 15]);
  });

  it.each<[string, (blocchi: BloccoSigillato[]) => BloccoSigillato[]]>([
    ['gone', () => []],
    ['without its last chunk', (blocchi) => blocchi.slice(0, -1)],
    ['without one in the middle', (blocchi) => blocchi.filter(({ indice }) => indice !== 6)],
    ['with two changed about', (blocchi) => blocchi.map((one) => ({ ...one, indice: one.indice < 2 ? 1 - one.indice : one.indice })).toSorted((a, b) => a.indice - b.indice)],
    ['longer than it was', (blocchi) => [...blocchi, { ...blocchi.at(-1)!, indice: blocchi.length }]],
    ['with a byte changed', (blocchi) => blocchi.map(({ indice, byte }) => ({ indice, byte: indice === 5 ? byte.map((one, at) => (at === 20 ? one ^ 1 : one)) as Buffer : byte }))],
  ])('I10 that is %s is not read as if it were whole', async (_, tamper) => {
    const stored = tamper(await sealed(randomBytes(95)));
    const whole = async () => {
      const { sorgente } = await openOver(stored);
      return read(sorgente, 0, sorgente.byte);
    };
    await expect(whole()).rejects.toThrow(DecryptionFailed);
  });
}); // prettier-ignore
