import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DecryptionFailed } from './key-ring.js';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 2;

/** Pieces of a stream held before they are joined: each costs more than the byte it may hold. */
const MOST_PIECES = 256;

/** Bytes that a sealed chunk adds to its plain bytes. */
export const CHUNK_OVERHEAD = HEADER_BYTES + NONCE_BYTES + TAG_BYTES;

/** One sealed piece of a stream. */
export interface SealedChunk {
  /** From 0, without holes. */
  readonly index: number;
  readonly last: boolean;
  /** Plain bytes inside, for counting. */
  readonly plainBytes: number;
  readonly sealed: Buffer;
}

/**
 * Encrypts a stream as independent chunks under one data key. Each chunk authenticates its place: the stream it belongs to, its
 * index and whether it is the last one. A chunk that is altered, swapped, repeated, taken from another stream or missing at the
 * end makes the reading fail. A sealed chunk is `version (1) | last (1) | nonce (12) | ciphertext | tag (16)`.
 */
export class ChunkCipher {
  /** @param stream name of the stream, e.g. the id of the invio */
  constructor(
    private readonly dataKey: Buffer,
    private readonly stream: string,
  ) {}

  sealChunk(index: number, plain: Uint8Array, last: boolean): Buffer {
    const header = Buffer.from([VERSION, last ? 1 : 0]);
    // Random, not the index: a delivery resumed after a crash may seal other bytes under the same index.
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.dataKey, nonce);
    cipher.setAAD(this.#place(index, header));
    return Buffer.concat([header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws DecryptionFailed if the bytes are not those sealed at this index of this stream */
  openChunk(index: number, sealed: Uint8Array): { plain: Buffer; last: boolean } {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < CHUNK_OVERHEAD || bytes[0] !== VERSION) throw new DecryptionFailed('malformed');
    const header = bytes.subarray(0, HEADER_BYTES);
    const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.dataKey, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(this.#place(index, header));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const body = decipher.update(bytes.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES));
    try {
      return { plain: Buffer.concat([body, decipher.final()]), last: header[1] === 1 };
    } catch {
      throw new DecryptionFailed('not_authentic');
    }
  }

  /**
   * Cuts a stream into sealed chunks of `chunkBytes` plain bytes, the last one shorter (an empty stream gives one empty chunk).
   * Holds at most one chunk in memory.
   */
  async *seal(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    chunkBytes: number,
  ): AsyncGenerator<SealedChunk> {
    let index = 0;
    // Pieces are joined many at a time: one by one, a sender of single bytes would have its chunk copied for each of them.
    let waiting: Uint8Array[] = [];
    let length = 0;
    for await (const piece of source) {
      waiting.push(piece);
      length += piece.length;
      // `>`, not `>=`: something must be left to be the last chunk.
      if (length <= chunkBytes && waiting.length < MOST_PIECES) continue;
      let rest = Buffer.concat(waiting, length);
      for (; rest.length > chunkBytes; rest = rest.subarray(chunkBytes)) {
        yield this.#sealedChunk(index++, rest.subarray(0, chunkBytes), false);
      }
      waiting = [rest];
      length = rest.length;
    }
    yield this.#sealedChunk(index, Buffer.concat(waiting, length), true);
  }

  /**
   * Opens the chunks of a stream in order.
   * @throws DecryptionFailed at the first chunk out of place, and at the end if the last chunk is missing
   */
  async *open(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Buffer> {
    let index = 0;
    let ended = false;
    for await (const sealed of chunks) {
      if (ended) throw new DecryptionFailed('malformed');
      const { plain, last } = this.openChunk(index++, sealed);
      ended = last;
      yield plain;
    }
    if (!ended) throw new DecryptionFailed('malformed');
  }

  #sealedChunk(index: number, plain: Buffer, last: boolean): SealedChunk {
    return { index, last, plainBytes: plain.length, sealed: this.sealChunk(index, plain, last) };
  }

  #place(index: number, header: Buffer): Buffer {
    const position = Buffer.alloc(8);
    position.writeBigUInt64BE(BigInt(index));
    return Buffer.concat([header, position, Buffer.from(this.stream)]);
  }
}
