import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type JWK, SignJWT, importJWK } from 'jose';
import { type Ambiente, Impossibile } from './comando.js';
import { requestJson } from './richiesta.js';

/** What the CLI must know of the development issuer; the launcher of the hub sets these for the machine it prepared. */
const SETTINGS = {
  url: ['SNODO_TOKEN_URL', 'http://127.0.0.1:3900/token.oauth2'],
  audience: ['SNODO_TOKEN_AUDIENCE', 'snodo-simulatori/client-assertion'],
  keyFile: ['SNODO_CLIENT_KEY_FILE', '.snodo/chiavi/client-sviluppo.json'],
} as const;

const LIFE_SECONDS = 60;

/**
 * A token of the development issuer for one of the demo clients, by client credentials with private_key_jwt (RFC 7523). The key is
 * generated on each machine; there is none for a production issuer.
 * @throws Impossibile when the issuer is not running, has no such client, or this machine has no development key
 */
export async function requestToken(clientId: string, { env }: Ambiente): Promise<string> {
  const value = (name: keyof typeof SETTINGS) => env[SETTINGS[name][0]] ?? SETTINGS[name][1];
  const assertion = await signAssertion(clientId, value('audience'), await readKey(value('keyFile')));
  const form = new URLSearchParams({
    client_id: clientId,
    client_assertion: assertion,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    grant_type: 'client_credentials',
  });
  const { access_token: token } = await requestJson(value('url'), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  if (typeof token !== 'string') throw new Impossibile('l’emittente di sviluppo non ha dato un token');
  return token;
}

/** Client of the demo region that acts for a comune, by its Belfiore code. */
export function clientOf(belfiore: string): string {
  return `demo-${belfiore.toLowerCase()}`;
}

async function readKey(file: string): Promise<JWK> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JWK;
  } catch {
    throw new Impossibile(`nessuna chiave di sviluppo in ${file}: la prepara npm start`);
  }
}

async function signAssertion(clientId: string, audience: string, jwk: JWK): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ purposeId: randomUUID() })
    .setProtectedHeader({ alg: 'RS256', kid: jwk.kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + LIFE_SECONDS)
    .sign(await importJWK(jwk, 'RS256'));
}
