import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { v5 } from 'uuid';
import { CLIENT_ANAGRAFE, E_SERVICES } from '../modi/e-service.js';
import type { SimulatoriSettings } from '../simulatori.config.js';
import { publicKeyOf } from './client-key.js';
import { developmentKey, publicHalf, writePrivate } from './development-keys.js';

const NAMESPACE = '6f0c2f55-7a8e-4c0e-9a53-0d3c1a6d9b11';

/** A client as the authorization server knows it. */
export interface DevelopmentClient {
  readonly clientId: string;
  /** By id of each purpose, the value of `aud` in its vouchers: that of the e-service it is for. */
  readonly purposes: ReadonlyMap<string, string>;
  /** Stands for PDND's id of the body to which the client belongs. */
  readonly consumerId: string;
  readonly publicKey: JWK;
}

/** What a client needs to ask for vouchers: the content of `<folder>/clients/<client_id>.json`, all that `snodo token` reads. */
interface ClientFile {
  readonly client_id: string;
  /** `<code system>:<code>` as in the region pack, e.g. `belfiore:A271`. */
  readonly ente: string;
  readonly purpose_id: string;
  readonly token_url: string;
  /** Value of `aud` in the client assertion. */
  readonly assertion_audience: string;
  readonly private_jwk: JWK;
}

/** Value of `aud` that a client assertion must carry: like PDND's, neither a URL nor the token endpoint. */
export function assertionAudience({ issuer }: Pick<SimulatoriSettings, 'issuer'>): string {
  return `${issuer}/client-assertion`;
}

/**
 * Registers the demonstration clients of every region pack and leaves each its file. They share one key made on this machine: 250
 * RSA keys would cost half a minute of every first start and protect nothing more.
 */
export async function registerDevelopmentClients(
  settings: SimulatoriSettings,
): Promise<ReadonlyMap<string, DevelopmentClient>> {
  const key = await developmentKey(join(settings.folder, 'client.json'));
  const clients = new Map<string, DevelopmentClient>();
  for (const { clientId, ente } of await demonstrationClients(settings.regions)) {
    const purposeId = v5(`purpose:${clientId}`, NAMESPACE);
    clients.set(clientId, {
      clientId,
      purposes: new Map([[purposeId, settings.audience[0]!]]),
      consumerId: v5(`consumer:${ente}`, NAMESPACE),
      publicKey: publicHalf(key),
    });
    await writeChanged(join(settings.folder, 'clients', `${clientId}.json`), {
      client_id: clientId,
      ente,
      purpose_id: purposeId,
      token_url: `${settings.url}/token.oauth2`,
      assertion_audience: assertionAudience(settings),
      private_jwk: key,
    });
  }
  const registry = await registryClient(settings);
  return registry === undefined ? clients : clients.set(registry.clientId, registry);
}

/** The client by which the hub asks the simulated registries, if the hub that this is a simulation for has a key. */
async function registryClient({ url, pdndChiaveClient }: SimulatoriSettings): Promise<DevelopmentClient | undefined> {
  if (pdndChiaveClient === undefined) return undefined;
  return {
    clientId: CLIENT_ANAGRAFE,
    purposes: new Map(E_SERVICES.map(({ path, purposeId }) => [purposeId, `${url}/${path}`])),
    consumerId: v5('consumer:regione', NAMESPACE),
    publicKey: await publicKeyOf(pdndChiaveClient),
  };
}

async function demonstrationClients(regions: string): Promise<{ clientId: string; ente: string }[]> {
  const found: { clientId: string; ente: string }[] = [];
  for (const region of await namesIn(regions)) {
    const csv = await readFile(join(regions, region, 'dimostrazione', 'client.csv'), 'utf8').catch(() => '');
    // The two first columns of the pack are codes: they hold no commas and no quotes.
    const rows = csv
      .split(/\r?\n/)
      .slice(1)
      .filter((row) => row !== '');
    found.push(...rows.map((row) => ({ clientId: row.split(',')[0]!, ente: row.split(',')[1]! })));
  }
  return found.filter(({ clientId }) => /^[A-Za-z0-9._-]+$/.test(clientId));
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function writeChanged(file: string, content: ClientFile): Promise<void> {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const stored = await readFile(file, 'utf8').catch(() => '');
  if (digest(stored) !== digest(`${JSON.stringify(content, null, 2)}\n`)) await writePrivate(file, content);
}
