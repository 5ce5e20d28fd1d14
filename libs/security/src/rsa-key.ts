import { type KeyObject, createPrivateKey } from 'node:crypto';

/** @throws Error unless it is an RSA private key, PKCS#8 DER in base64 */
export function readRsaKey(text: string): KeyObject {
  const key = createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  if (key.asymmetricKeyType !== 'rsa') throw new Error('not an RSA key');
  return key;
}
