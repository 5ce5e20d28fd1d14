import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { allowedWays } from './choose-servers.mjs';
import { ROOT, claimPlace } from './place.mjs';
import { developmentSecrets } from './secrets.mjs';

/** Everything that a program loads before its first line runs. */
function importedBy(file, seen = new Map()) {
  if (seen.has(file)) return seen;
  const names = [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^;]*? from '([^']+)';/gm)].map(([, name]) => name); // prettier-ignore
  seen.set(file, names);
  for (const name of names) if (name.startsWith('.')) importedBy(resolve(dirname(file), name), seen);
  return seen;
}

describe('a program that installs packages', () => {
  it.each(['start', 'test', 'bench'])('needs none to begin with: %s', (program) => {
    const loaded = importedBy(join(ROOT, `tools/${program}.mjs`));
    expect(loaded.size).toBeGreaterThan(5);
    const needed = [...loaded].flatMap(([file, names]) =>
      names.filter((name) => !name.startsWith('.') && !name.startsWith('node:')).map((name) => `${file}: ${name}`),
    );
    expect(needed).toEqual([]);
  });
});

describe('development secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'snodo-secrets-'));

  it('are made once, for their owner only, each of its own', () => {
    const first = developmentSecrets({}, folder);
    expect(developmentSecrets({}, folder)).toEqual(first);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    const keys = Object.values(first.secrets);
    expect(new Set(keys).size).toBe(keys.length);
    const { SNODO_PDND_CHIAVE_CLIENT: client, ...others } = first.secrets;
    for (const key of Object.values(others)) expect(Buffer.from(key, 'base64')).toHaveLength(32);
    const rsa = createPrivateKey({ key: Buffer.from(client, 'base64'), format: 'der', type: 'pkcs8' });
    expect(rsa.asymmetricKeyDetails.modulusLength).toBe(2048);
  });

  it('give way to those of the environment, which are not written down', () => {
    const { secrets } = developmentSecrets({ SNODO_CHIAVE_RECORD: 'mine' }, folder);
    expect(secrets.SNODO_CHIAVE_RECORD).toBe('mine');
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain('mine');
  });

  it('of an older version are kept when a new one is needed', () => {
    const path = join(folder, 'secrets.json');
    const { SNODO_CHIAVE_RECORD: _dropped, ...older } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify(older));
    const { installation, secrets } = developmentSecrets({}, folder);
    expect({ installation, ...secrets }).toMatchObject(older);
    expect(secrets.SNODO_CHIAVE_RECORD).toHaveLength(44);
  });
});

describe('a place for a run', () => {
  it('is not given to two runs at once, and is given again when it is free or its owner is dead', () => {
    const kind = `spec${process.pid}`;
    const [first, second] = [claimPlace(kind), claimPlace(kind)];
    expect([first.number, second.number]).toEqual([0, 1]);
    first.release();
    expect(claimPlace(kind).folder).toBe(first.folder);
    writeFileSync(join(second.folder, 'owner.json'), JSON.stringify({ pid: process.pid, mark: 'another process' }));
    expect(claimPlace(kind).folder).toBe(second.folder);
    for (const { folder } of [first, second]) rmSync(folder, { recursive: true });
  });
});

describe('SNODO_SERVERS', () => {
  const ways = (server, text) => [...allowedWays(server, text === undefined ? {} : { SNODO_SERVERS: text })];

  it('allows everything when unset', () => {
    expect(ways('postgres')).toEqual(['given', 'default', 'private', 'package', 'embedded']);
  });

  it('limits both servers, or one', () => {
    expect(ways('postgres', 'private, package')).toEqual(['private', 'package']);
    expect(ways('rabbitmq', 'default,rabbitmq:embedded')).toEqual(['embedded']);
    expect(ways('postgres', 'default,rabbitmq:embedded')).toEqual(['default']);
    expect(ways('postgres', 'rabbitmq:embedded')).toHaveLength(5);
  });

  it('refuses a word it does not know', () => {
    expect(() => ways('postgres', 'privte')).toThrow('privte');
    expect(() => ways('postgres', 'mysql:private')).toThrow('mysql');
  });
});
