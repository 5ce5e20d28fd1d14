import { describe, expect, it } from '@jest/globals';
import { InvalidSettings, describeSettings } from '#libs/settings';
import { HUB_GROUPS, HUB_SETTINGS, readHubSettings, transportOf } from './hub.config.js';

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readHubSettings({ SNODO_ENV: 'production', ...env });
  } catch (error) {
    if (error instanceof InvalidSettings) return error.faults;
    throw error;
  }
  throw new Error('nothing was missing');
}
const broker = expect.stringContaining('AMQP_URL: missing');

describe('a broker in production', () => {
  it('must be named by who uses one', () => {
    expect(faultsOf({})).toContainEqual(broker);
    expect(faultsOf({ SNODO_TRANSPORT: 'rabbitmq' })).toContainEqual(broker);
  });

  it('is not asked of who lets messages travel inside the process', () => {
    expect(faultsOf({ SNODO_TRANSPORT: 'embedded' })).not.toContainEqual(broker);
  });
});

describe('addresses in production', () => {
  const names = ['SNODO_PUBLIC_URL', 'SNODO_PDND_JWKS_URL', 'SNODO_AS_JWKS_URL'];
  const anyName = new RegExp(names.join('|'));
  const all = (address: string) => Object.fromEntries(names.map((name) => [name, address]));

  it.each(['http://snodo.regione.example', 'http://127.0.0.1:3000', 'ftp://snodo.regione.example', 'snodo'])(
    'to which callers go, and from which keys come, are never %s',
    (address) => {
      const faults = faultsOf(all(address));
      for (const name of names)
        expect(faults).toContainEqual(expect.stringContaining(`${name}: expected a URL (https`));
    },
  );

  it('are https', () => {
    expect(faultsOf(all('https://snodo.regione.example')).join('\n')).not.toMatch(anyName);
  });

  it('may be http of this machine while developing', () => {
    const development = (address: string) => faultsOf({ ...all(address), SNODO_ENV: 'development' }).join('\n');
    expect(development('http://localhost:3000')).not.toMatch(anyName);
    expect(development('http://snodo.regione.example')).toMatch(anyName);
  });
});

describe('a variable that several apps name', () => {
  it('means the same to all of them: an operator sets it once', () => {
    const names = describeSettings(...Object.values(HUB_GROUPS)).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(Object.values(HUB_SETTINGS).map(({ name }) => name)));
  });
});

describe('messages', () => {
  const keys = Object.fromEntries(
    [
      'SNODO_CHIAVI_INGESTION',
      'SNODO_CHIAVI_MESSAGGI',
      'SNODO_CHIAVE_RECORD',
      'SNODO_CHIAVI_RICEVUTE',
      'SNODO_CHIAVI_ANAGRAFE',
      'SNODO_CHIAVE_INDICE_ANAGRAFE',
      'SNODO_CHIAVE_PSEUDONIMI',
      'SNODO_CHIAVI_INPS_GATEWAY',
    ].map((name, index) => [name, Buffer.alloc(32, index).toString('base64')]),
  );

  it.each([
    [{}, 'rabbitmq'],
    [{ SNODO_TRANSPORT: 'embedded', AMQP_URL: 'amqp://127.0.0.1' }, 'embedded'],
  ])('with %j go by %s', (env, kind) => {
    expect(transportOf(readHubSettings({ ...keys, ...env })).kind).toBe(kind);
  });
});
