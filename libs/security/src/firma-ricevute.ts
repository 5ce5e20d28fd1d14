import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { calculateJwkThumbprint, compactVerify, errors, exportJWK, type JWK } from 'jose';
import { readKeys } from './key-material.js';

/** DER head of a PKCS#8 Ed25519 private key (RFC 8410 §7); the 32-byte seed follows. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: JWK;
}

/** A signature that is not ours, or of other bytes. */
export class InvalidSignature extends Error {
  constructor() {
    super('signature not valid');
    this.name = 'InvalidSignature';
  }
}

/**
 * Signs ricevute and heads of the sealed register as compact JWS (EdDSA with Ed25519). The first key signs; all of them verify and
 * are published, so that a ricevuta of years ago can still be checked.
 */
export class FirmaRicevute {
  private constructor(private readonly keys: readonly SigningKey[]) {}

  /** @param text Ed25519 seeds of 32 bytes in base64, separated by commas; the first one signs */
  static async fromSetting(text: string): Promise<FirmaRicevute> {
    return new FirmaRicevute(await Promise.all(readKeys(text).map(signingKeyOf)));
  }

  /**
   * RFC 7515 §3.1 by hand: through WebCrypto each signature crosses to another thread and back, which costs a deposit more than the
   * 50 µs of signing.
   * @param typ what is signed, e.g. `ricevuta+jws`: a signature of one kind is not valid for another
   */
  sign(typ: string, content: Readonly<Record<string, unknown>>): string {
    const { kid, privateKey } = this.keys[0]!;
    const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${base64url({ alg: 'EdDSA', kid, typ })}.${base64url(content)}`;
    return `${signed}.${sign(undefined, Buffer.from(signed), privateKey).toString('base64url')}`;
  }

  /** @throws InvalidSignature */
  async verify(typ: string, jws: string): Promise<Record<string, unknown>> {
    try {
      const { payload } = await compactVerify(
        jws,
        (header) => {
          const key = this.keys.find(({ kid }) => kid === header?.kid);
          if (key === undefined || header?.typ !== typ) throw new InvalidSignature();
          return key.publicKey;
        },
        { algorithms: ['EdDSA'] },
      );
      return JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>;
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof SyntaxError) throw new InvalidSignature();
      throw error;
    }
  }

  /** For `/.well-known/jwks.json`: public halves only. */
  publicJwks(): { keys: JWK[] } {
    return { keys: this.keys.map(({ publicJwk }) => publicJwk) };
  }
}

async function signingKeyOf(seed: Buffer): Promise<SigningKey> {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey, publicKey, publicJwk: { ...jwk, kid, alg: 'EdDSA', use: 'sig' } };
}
