import { createHash } from 'node:crypto';

export const KEY_BYTES = 32;

/**
 * Reads a list of 32-byte keys in base64 or base64url, separated by commas or spaces; the first is the current one.
 * @throws Error that says which key is wrong, never what it holds
 */
export function readKeys(text: string): Buffer[] {
  const keys = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part, index) => {
      const key = Buffer.from(part, part.includes('-') || part.includes('_') ? 'base64url' : 'base64');
      if (key.length !== KEY_BYTES) throw new Error(`key ${index + 1} is not ${KEY_BYTES} bytes in base64`);
      return key;
    });
  if (keys.length === 0) throw new Error('no key given');
  return keys;
}

/** @throws Error unless there is exactly one */
export function readKey(text: string): Buffer {
  const [key, ...others] = readKeys(text);
  if (others.length > 0) throw new Error('more than one key given');
  return key!;
}

/** A public name for a key, 8 bytes: says which key without saying anything of it. */
export function keyIdOf(key: Buffer): Buffer {
  return createHash('sha256').update('snodo:key-id:').update(key).digest().subarray(0, 8);
}
