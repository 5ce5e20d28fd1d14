import { type Envelope, type MessageType, parseBody } from '#libs/contracts';
import type { KeyRing } from '#libs/security';
import { PermanentError } from './outcomes.js';

/**
 * Far above the 256 KiB a message should have at most: passing it is a mistake of the sender's code, and the broker, the inbox and
 * every reader would pay for it.
 */
const MAX_BODY_BYTES = 1024 * 1024;

/** A body as it travels: JSON, or AES-256-GCM of it when the contract is personal. */
export interface Sealed {
  readonly sealed: boolean;
  readonly body: Buffer;
}

/** @throws InvalidMessage when the body does not hold what its contract promises */
export function seal<T extends object>(type: MessageType<T>, body: T, envelope: Envelope, ring?: KeyRing): Sealed {
  const json = Buffer.from(JSON.stringify(parseBody(type, body)));
  if (json.length > MAX_BODY_BYTES)
    throw new Error(`${type.name}: a body of ${json.length} bytes is too large to travel`);
  if (!type.personal) return { sealed: false, body: json };
  if (ring === undefined) throw new Error(`${type.name} is personal and this app has no key to seal it`);
  return { sealed: true, body: ring.encrypt(json, placeOf(envelope)) };
}

/**
 * @throws InvalidMessage when the body does not hold what its contract promises
 * @throws PermanentError when it cannot be opened or is not JSON
 */
export function unseal<T extends object>(type: MessageType<T>, from: Sealed, envelope: Envelope, ring?: KeyRing): T {
  if (type.personal && !from.sealed) throw new PermanentError('a personal body travelled in clear');
  return parseBody(type, parseJson(from.sealed ? open(from.body, envelope, ring) : from.body));
}

function open(body: Buffer, envelope: Envelope, ring: KeyRing | undefined): Buffer {
  if (ring === undefined) throw new PermanentError('this app has no key for personal messages');
  try {
    return ring.decrypt(body, placeOf(envelope));
  } catch (error) {
    throw new PermanentError('the body does not open with the keys of this app', { cause: error });
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    throw new PermanentError('the body is not JSON');
  }
}

/** What the ciphertext is bound to: a body moved under another envelope does not open. */
function placeOf(envelope: Envelope): string {
  return `${envelope.id} ${envelope.name}`;
}
