import { HmacSha256 } from './hmac-sha256.js';
import { readKey } from './key-material.js';

const DOMAIN = /^[a-z0-9_.:-]+$/;

/** Enough that no two values of a region meet by chance, half the width of an index of whole digests. */
const INDEX_BYTES = 16;

/**
 * Finds a value by equality without revealing it: HMAC-SHA-256, truncated. A plain hash would not do: all codici fiscali of Italy can be hashed in minutes. The key stays outside the database; it cannot be rotated without computing
 * every index again, so it is its own setting and not a key of a ring.
 */
export class BlindIndex {
  readonly #mac: HmacSha256;

  private constructor(key: Buffer) {
    this.#mac = new HmacSha256(key);
  }

  /** @param text one key of 32 bytes in base64 */
  static fromSetting(text: string): BlindIndex {
    return new BlindIndex(readKey(text));
  }

  /**
   * @param value already in its canonical form (a codice fiscale in upper case)
   * @param domain what the value is and for whom: equal values of two domains have unrelated indexes
   * @param bytes how much of the digest is kept, at most 32
   */
  of(value: string, domain: string, bytes = INDEX_BYTES): Buffer {
    return Buffer.from(this.wholeOf(value, domain).slice(0, bytes * 2), 'hex');
  }

  /** The whole digest, as 64 hex digits. */
  wholeOf(value: string, domain: string): string {
    if (!DOMAIN.test(domain)) throw new Error(`blind index domain ${domain} is not a plain name`);
    return this.#mac.hexOf(`${domain}\0${value}`);
  }
}
