import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE } from './place.mjs';

/** Keys of 32 bytes in base64, one per setting. Every installation makes its own: nothing secret is committed. */
const KEYS = [
  'SNODO_CHIAVI_INGESTION',
  'SNODO_CHIAVE_RECORD',
  'SNODO_CHIAVI_RICEVUTE',
  'SNODO_CHIAVI_MESSAGGI',
  'SNODO_CHIAVI_ANAGRAFE',
  'SNODO_CHIAVE_INDICE_ANAGRAFE',
  'SNODO_CHIAVE_PSEUDONIMI',
  'SNODO_CHIAVI_INPS_GATEWAY',
  'SNODO_INGESTION_DB_PASSWORD',
  'SNODO_NOMENCLATORE_DB_PASSWORD',
  'SNODO_ANAGRAFE_REGIONALE_DB_PASSWORD',
  'SNODO_INPS_GATEWAY_DB_PASSWORD',
  'SNODO_REPORTING_DB_PASSWORD',
];

/** The RSA key by which the registry of persons is known to the simulated PDND, PKCS#8 in base64. */
const CLIENT_KEY = 'SNODO_PDND_CHIAVE_CLIENT';
const NAMES = [...KEYS, CLIENT_KEY];

/**
 * Secrets of this installation for development, and its name (part of the names of its database and queues: another
 * clone has other keys and could not open what this one wrote). Secrets in the environment win.
 */
export function developmentSecrets(env = process.env, folder = STATE) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'secrets.json');
  const known = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : { installation: randomBytes(4).toString('hex') };
  const missing = NAMES.filter((name) => known[name] === undefined);
  if (missing.length > 0) {
    for (const name of missing) known[name] = name === CLIENT_KEY ? clientKey() : randomBytes(32).toString('base64');
    writeFileSync(`${path}.new`, JSON.stringify(known, undefined, 2), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  const { installation, ...secrets } = known;
  for (const name of NAMES) if (env[name]) secrets[name] = env[name];
  return { installation, secrets };
}

function clientKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}
