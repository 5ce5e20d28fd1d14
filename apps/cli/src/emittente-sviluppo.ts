import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type JWK, SignJWT, importJWK } from 'jose';
import { type Ambiente, Impossibile, UsoErrato } from './comando.js';
import { requestJson } from './richiesta.js';

/** What the development issuer leaves for each client of the demo region: `<folder>/clients/<client_id>.json`. */
interface ClientDiSviluppo {
  readonly client_id: string;
  readonly purpose_id: string;
  readonly token_url: string;
  readonly assertion_audience: string;
  readonly private_jwk: JWK;
}

const STANDARD_FOLDER = '.snodo/simulatori';
const LIFE_SECONDS = 60;

/**
 * A token of the development issuer for one of its clients, by client credentials with private_key_jwt (RFC 7523). Keys are generated on
 * each machine; there is none for a production issuer.
 * @throws Impossibile when the issuer is not running, refuses, or has left no such client on this machine
 */
export async function requestToken(clientId: string, { env, now }: Ambiente): Promise<string> {
  const client = await readClient(clientId, env.SNODO_SIMULATORI_FOLDER ?? STANDARD_FOLDER);
  const form = new URLSearchParams({
    client_id: client.client_id,
    client_assertion: await signAssertion(client, now()),
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    grant_type: 'client_credentials',
  });
  const { access_token: token } = await requestJson(client.token_url, {
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

async function readClient(clientId: string, folder: string): Promise<ClientDiSviluppo> {
  // The name becomes part of a path.
  if (!/^[A-Za-z0-9_-]+$/.test(clientId)) throw new UsoErrato(`client non valido: ${clientId}`);
  const file = join(folder, 'clients', `${clientId}.json`);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ClientDiSviluppo;
  } catch {
    throw new Impossibile(
      `nessun client di sviluppo ${clientId} in ${join(folder, 'clients')}: npm start ne prepara uno per ogni comune della regione ` +
        `di dimostrazione; per gli altri serve --token o SNODO_TOKEN`,
    );
  }
}

async function signAssertion(client: ClientDiSviluppo, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ purposeId: client.purpose_id })
    .setProtectedHeader({ alg: 'RS256', kid: client.private_jwk.kid, typ: 'JWT' })
    .setIssuer(client.client_id)
    .setSubject(client.client_id)
    .setAudience(client.assertion_audience)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFE_SECONDS)
    .sign(await importJWK(client.private_jwk, 'RS256'));
}
