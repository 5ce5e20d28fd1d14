import { promisify } from 'node:util';
import { constants, deflate, deflateSync, inflateSync } from 'node:zlib';
import { type Envelope, type MessageType, parseBody } from '#libs/contracts';
import type { KeyRing } from '#libs/security';
import { PermanentError } from './outcomes.js';

/**
 * Far above the 256 KiB a message should have at most: passing it is a mistake of the sender's code, and the broker, the inbox and
 * every reader would pay for it.
 */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * A sealed body that is not small is deflated first: sealed bytes compress no more, and outbox, broker and inbox each write them to
 * disk. A deflated one begins with 0x78 (RFC 1950 §2.2), JSON with a brace.
 */
const SMALL_BYTES = 4096;
const FAST = { level: constants.Z_BEST_SPEED, chunkSize: 64 * 1024 } as const;
const DEFLATED = 0x78;
const deflateAside = promisify<Buffer, typeof FAST, Buffer>(deflate);

/** A body as it travels: JSON, or AES-256-GCM of it (deflated when not small) when the contract is personal. */
export interface Sealed {
  readonly sealed: boolean;
  readonly body: Buffer;
}

/** @throws InvalidMessage when the body does not hold what its contract promises */
export function seal<T extends object>(type: MessageType<T>, body: T, envelope: Envelope, ring?: KeyRing): Sealed {
  const json = bytesOf(type, JSON.stringify(parseBody(type, body)));
  if (!type.personal) return { sealed: false, body: json };
  return sealed(type, json.length < SMALL_BYTES ? json : deflateSync(json, FAST), envelope, ring);
}

/** A body that is JSON already and that its sender vouches for; compressed on a thread of its own. */
export async function sealWritten(
  type: MessageType<object>,
  text: string,
  envelope: Envelope,
  ring?: KeyRing,
): Promise<Sealed> {
  const json = bytesOf(type, text);
  if (!type.personal) return { sealed: false, body: json };
  return sealed(type, json.length < SMALL_BYTES ? json : await deflateAside(json, FAST), envelope, ring);
}

function bytesOf(type: MessageType<object>, text: string): Buffer {
  const json = Buffer.from(text);
  if (json.length > MAX_BODY_BYTES)
    throw new Error(`${type.name}: a body of ${json.length} bytes is too large to travel`);
  return json;
}

function sealed(type: MessageType<object>, plain: Buffer, envelope: Envelope, ring: KeyRing | undefined): Sealed {
  if (ring === undefined) throw new Error(`${type.name} is personal and this app has no key to seal it`);
  return { sealed: true, body: ring.encrypt(plain, placeOf(envelope)) };
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
    return inflated(ring.decrypt(body, placeOf(envelope)));
  } catch (error) {
    throw new PermanentError('the body does not open with the keys of this app', { cause: error });
  }
}

function inflated(plain: Buffer): Buffer {
  return plain[0] === DEFLATED ? inflateSync(plain, { maxOutputLength: MAX_BODY_BYTES, chunkSize: 256 * 1024 }) : plain;
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
