import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * HMAC-SHA-256 (RFC 2104) for many short texts under one key: two digests in one call each, at half the cost of `createHmac`, which
 * makes an object, and imports the key, every time.
 */
export class HmacSha256 {
  #inner = Buffer.alloc(4096);
  readonly #outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES);

  /** @param key at most 64 bytes */
  constructor(key: Uint8Array) {
    if (key.length > BLOCK_BYTES) throw new Error(`a key of ${key.length} bytes is longer than a block`);
    for (let at = 0; at < BLOCK_BYTES; at += 1) {
      this.#inner[at] = (key[at] ?? 0) ^ INNER;
      this.#outer[at] = (key[at] ?? 0) ^ OUTER;
    }
  }

  /** @returns 64 hex digits */
  hexOf(text: string): string {
    const most = BLOCK_BYTES + text.length * 3;
    if (this.#inner.length < most) this.#inner = Buffer.concat([this.#inner.subarray(0, BLOCK_BYTES)], most * 2);
    const end = BLOCK_BYTES + this.#inner.write(text, BLOCK_BYTES);
    this.#outer.write(hash('sha256', this.#inner.subarray(0, end), 'hex'), BLOCK_BYTES, 'hex');
    return hash('sha256', this.#outer, 'hex');
  }
}
