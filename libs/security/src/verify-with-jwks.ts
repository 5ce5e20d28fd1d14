import { type JSONWebKeySet, compactVerify, createLocalJWKSet, errors } from 'jose';
import { InvalidSignature } from './firma-ricevute.js';

/**
 * What a signature of the hub says, by its published keys (`/.well-known/jwks.json`) alone: for who keeps them in a file.
 * @throws InvalidSignature, also when no key of the set made it
 */
export async function verifyWithJwks(jwks: JSONWebKeySet, typ: string, jws: string): Promise<Record<string, unknown>> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(jwks), { algorithms: ['EdDSA'] });
    if (protectedHeader.typ !== typ) throw new InvalidSignature();
    return JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError || error instanceof TypeError)
      throw new InvalidSignature();
    throw error;
  }
}
