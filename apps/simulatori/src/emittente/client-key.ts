import { createPublicKey } from 'node:crypto';
import { type JWK, calculateJwkThumbprint, exportJWK } from 'jose';
import { readRsaKey } from '#libs/security';

/** What a client that has this private key would have registered. */
export async function publicKeyOf(text: string): Promise<JWK> {
  const jwk = await exportJWK(createPublicKey(readRsaKey(text)));
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' };
}
