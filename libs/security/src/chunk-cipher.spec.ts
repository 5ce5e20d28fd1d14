import { randomBytes } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { CHUNK_OVERHEAD, ChunkCipher, type SealedChunk } from './chunk-cipher.js';
import { DecryptionFailed } from './key-ring.js';

const dataKey = randomBytes(32);
const cipher = new ChunkCipher(dataKey, 'invio-1');

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

async function sealAll(pieces: Uint8Array[], chunkBytes: number): Promise<SealedChunk[]> {
  return collect(cipher.seal(pieces, chunkBytes));
}

async function openAll(chunks: Uint8Array[], by = cipher): Promise<Buffer> {
  return Buffer.concat(await collect(by.open(chunks)));
}

describe('ChunkCipher', () => {
  it('gives back any stream, however it was cut on arrival', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 50 })),
        fc.integer({ min: 1, max: 40 }),
        async (pieces, size) => {
          const chunks = await sealAll(pieces, size);
          expect(await openAll(chunks.map(({ sealed }) => sealed))).toEqual(Buffer.concat(pieces));
          expect(chunks.map(({ last }) => last).lastIndexOf(false)).toBe(chunks.length - 2);
          expect(chunks.every(({ plainBytes, sealed }) => sealed.length === plainBytes + CHUNK_OVERHEAD)).toBe(true);
          expect(chunks.every(({ plainBytes }) => plainBytes <= size)).toBe(true);
        },
      ),
    );
  });

  it.each([
    ['swapped', (c: Buffer[]) => [c[1]!, c[0]!, c[2]!]],
    ['repeated', (c: Buffer[]) => [c[0]!, c[0]!, c[1]!, c[2]!]],
    ['missing in the middle', (c: Buffer[]) => [c[0]!, c[2]!]],
    ['missing at the end', (c: Buffer[]) => [c[0]!, c[1]!]],
    ['missing all', () => []],
    ['added after the last', (c: Buffer[]) => [...c, c[2]!]],
    ['with the last mark moved', (c: Buffer[]) => [c[0]!, marked(c[1]!)]],
    ['altered', (c: Buffer[]) => [c[0]!, altered(c[1]!), c[2]!]],
  ])('refuses chunks %s', async (_, tamper) => {
    const chunks = (await sealAll([Buffer.alloc(25, 7)], 10)).map(({ sealed }) => sealed);
    await expect(openAll(tamper(chunks))).rejects.toThrow(DecryptionFailed);
  });

  it('refuses a chunk of another stream under the same key', async () => {
    const chunks = (await sealAll([Buffer.alloc(5)], 10)).map(({ sealed }) => sealed);
    await expect(openAll(chunks, new ChunkCipher(dataKey, 'invio-2'))).rejects.toThrow(DecryptionFailed);
  });

  it('does not copy what it holds for every piece: single bytes cost what they weigh', async () => {
    const concat = jest.spyOn(Buffer, 'concat');
    try {
      const single = Array.from({ length: 20_000 }, (_, at) => Uint8Array.of(at));
      const [chunk] = await sealAll(single, 20_000);
      expect(chunk).toMatchObject({ last: true, plainBytes: 20_000 });
      const copied = concat.mock.calls.reduce(
        (sum, [pieces]) => sum + pieces.reduce((all, { length }) => all + length, 0),
        0,
      );
      expect(copied).toBeLessThan(20_000 * 100);
    } finally {
      concat.mockRestore();
    }
  });

  it('holds one chunk at a time: the first is out before the second has arrived', async () => {
    const sealing = cipher.seal(
      (function* () {
        yield Buffer.alloc(15);
        throw new Error('asked for too much');
      })(),
      10,
    );
    expect((await sealing.next()).value).toMatchObject({ index: 0, last: false, plainBytes: 10 });
    await expect(sealing.next()).rejects.toThrow('asked for too much');
  });
});

function marked(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  copy[1] = 1;
  return copy;
}

function altered(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  copy[20]! ^= 1;
  return copy;
}
