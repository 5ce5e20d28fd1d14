import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KEY_BYTES, keyIdOf, readKeys } from './key-material.js';

const VERSION = 1;
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
const OVERHEAD = HEADER_BYTES + NONCE_BYTES + TAG_BYTES;
const CIPHER = 'aes-256-gcm';
/** A shorter tag would be accepted otherwise, and is easier to guess. */
const FULL_TAG = { authTagLength: TAG_BYTES };

/** A ciphertext that does not open: altered, moved to another place (other aad), or made with a key that left the ring. */
export class DecryptionFailed extends Error {
  constructor(reason: 'unknown_key' | 'not_authentic' | 'malformed') {
    super(`decryption failed: ${reason}`);
    this.name = 'DecryptionFailed';
  }
}

/** A key for one thing only (an invio), with the form in which it may be stored. */
export interface DataKey {
  readonly key: Buffer;
  /** The key encrypted by the ring; rotation rewrites this and nothing else. */
  readonly wrapped: Buffer;
}

const NONCES_AT_ONCE = 256;

/** Random nonces, asked of the system many at a time: asking for twelve bytes costs as much as encrypting a short value. */
class Nonces {
  #random = Buffer.alloc(0);
  #used = 0;

  /** Never given again: two values under one nonce would open each other. */
  next(): Buffer {
    if (this.#used === this.#random.length) {
      this.#random = randomBytes(NONCE_BYTES * NONCES_AT_ONCE);
      this.#used = 0;
    }
    this.#used += NONCE_BYTES;
    return this.#random.subarray(this.#used - NONCE_BYTES, this.#used);
  }
}

/**
 * AES-256-GCM under several keys: the first encrypts, all decrypt. A ciphertext is
 * `version (1) | key id (8) | nonce (12) | ciphertext | tag (16)`; version and key id are authenticated with the caller's `aad`,
 * which should name the place of the value (table, column, row), so that a value copied elsewhere does not open.
 * Nonces are random: change the first key before it has encrypted 2^32 values (NIST SP 800-38D §8.3).
 */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #current: { id: Buffer; key: Buffer };
  readonly #nonces = new Nonces();

  private constructor(keys: readonly Buffer[]) {
    this.#keys = new Map(keys.map((key) => [nameOf(keyIdOf(key), 0), key]));
    this.#current = { id: keyIdOf(keys[0]!), key: keys[0]! };
  }

  /** @param text keys of 32 bytes in base64, separated by commas; the first is the one that encrypts */
  static fromSetting(text: string): KeyRing {
    return new KeyRing(readKeys(text));
  }

  encrypt(plain: Uint8Array, aad: string): Buffer {
    const header = Buffer.concat([Buffer.from([VERSION]), this.#current.id]);
    const nonce = this.#nonces.next();
    const cipher = createCipheriv(CIPHER, this.#current.key, nonce);
    cipher.setAAD(authenticated(header, aad));
    return Buffer.concat([header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws DecryptionFailed */
  decrypt(sealed: Uint8Array, aad: string): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < OVERHEAD || bytes[0] !== VERSION) throw new DecryptionFailed('malformed');
    const key = this.#keys.get(nameOf(bytes, 1));
    if (key === undefined) throw new DecryptionFailed('unknown_key');
    const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, key, nonce, FULL_TAG);
    decipher.setAAD(authenticated(bytes, aad));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    // A stream cipher holds nothing back: the end only says whether what was given is authentic.
    const plain = decipher.update(bytes.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      throw new DecryptionFailed('not_authentic');
    }
    return plain;
  }

  /** True if the value was encrypted with the first key: false means that rotation still has to rewrite it. */
  isCurrent(sealed: Uint8Array): boolean {
    return this.#current.id.equals(sealed.subarray(1, HEADER_BYTES));
  }

  /** A fresh random key for one thing, wrapped by the ring under the name of that thing. */
  createDataKey(aad: string): DataKey {
    const key = randomBytes(KEY_BYTES);
    return { key, wrapped: this.encrypt(key, aad) };
  }

  /** @throws DecryptionFailed */
  unwrapDataKey(wrapped: Uint8Array, aad: string): Buffer {
    return this.decrypt(wrapped, aad);
  }

  /** The same data key under the first key of the ring: what it protects is not touched. */
  rewrapDataKey(wrapped: Uint8Array, aad: string): Buffer {
    return this.encrypt(this.decrypt(wrapped, aad), aad);
  }
}

/** A key id as the key of a map. */
function nameOf(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + KEY_ID_BYTES);
}

/** What the tag vouches for beside the value: its header and its place. In one allocation: a page of values is opened at a time. */
function authenticated(header: Buffer, aad: string): Buffer {
  const both = Buffer.allocUnsafe(HEADER_BYTES + Buffer.byteLength(aad));
  header.copy(both, 0, 0, HEADER_BYTES);
  both.write(aad, HEADER_BYTES);
  return both;
}
