import { describe, expect, it } from '@jest/globals';

import { describeSettings, envExample } from './describe-settings.js';
import { setting } from './kinds.js';
import { environmentOf, InvalidSettings, readSettings } from './read-settings.js';
import type { SettingsSchema } from './setting.js';

const schema = {
  port: setting.integer('SNODO_PORT', { description: 'Where HTTP is served', default: 3000, min: 1, max: 65535 }),
  database: setting.url('DATABASE_URL', {
    description: 'The database',
    schemes: ['postgres'],
    default: 'postgres://127.0.0.1/snodo',
    production: 'required',
  }),
  demo: setting.flag('SNODO_DEMO', { description: 'Load the demo region', default: false }),
  transport: setting.choice('SNODO_TRANSPORT', ['rabbitmq', 'embedded'], {
    description: 'The bus',
    default: 'rabbitmq',
  }),
  issuers: setting.list('SNODO_ISSUERS', { description: 'Who may issue tokens', default: [] }),
  body: setting.bytes('SNODO_BODY_MAX', { description: 'Largest body', default: 2 * 1024 ** 3 }),
  poll: setting.duration('SNODO_POLL', { description: 'How often to look', default: 200 }),
  region: setting.text('SNODO_REGION', { description: 'Region pack', optional: true }),
  key: setting.secret('SNODO_KEY', { description: 'Signs ricevute', minBytes: 32, developmentDefault: 'sviluppo' }),
};

const faultsOf = (given: SettingsSchema, env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readSettings(given, env);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.faults;
    throw error;
  }
  return [];
};

describe('reading settings', () => {
  it('gives the defaults in development', () => {
    expect(readSettings(schema, {})).toEqual({
      port: 3000,
      database: 'postgres://127.0.0.1/snodo',
      demo: false,
      transport: 'rabbitmq',
      issuers: [],
      body: 2_147_483_648,
      poll: 200,
      region: undefined,
      key: 'sviluppo',
    });
  });

  it('reads every kind from its text', () => {
    const read = readSettings(schema, {
      SNODO_PORT: ' 8080 ',
      SNODO_DEMO: 'true',
      SNODO_TRANSPORT: 'embedded',
      SNODO_ISSUERS: 'a, b,,c',
      SNODO_BODY_MAX: '256KiB',
      SNODO_POLL: '1.5s',
      SNODO_REGION: 'marche',
    });
    expect(read).toMatchObject({
      port: 8080,
      demo: true,
      transport: 'embedded',
      issuers: ['a', 'b', 'c'],
      body: 262_144,
      poll: 1_500,
      region: 'marche',
    });
  });

  it('gives an object that cannot be changed', () => {
    expect(Object.isFrozen(readSettings(schema, {}))).toBe(true);
  });

  it('names every wrong variable at once, and what was expected of each', () => {
    const faults = faultsOf(schema, {
      SNODO_PORT: '70000',
      DATABASE_URL: 'mysql://127.0.0.1/snodo',
      SNODO_DEMO: 'yes',
      SNODO_TRANSPORT: 'kafka',
      SNODO_BODY_MAX: '2 gigabytes',
      SNODO_POLL: '200',
    });
    expect(faults).toEqual([
      'SNODO_PORT: expected a whole number from 1 to 65535, got "70000"',
      'DATABASE_URL: expected a URL (postgres), got "mysql://127.0.0.1/snodo"',
      'SNODO_DEMO: expected true or false, got "yes"',
      'SNODO_TRANSPORT: expected one of rabbitmq, embedded, got "kafka"',
      'SNODO_BODY_MAX: expected a size with its unit (B, KiB, MiB, GiB, TiB), got "2 gigabytes"',
      'SNODO_POLL: expected a time with its unit (ms, s, m, h, d), got "200"',
    ]);
  });

  it('wants what has no default', () => {
    const required = { region: setting.text('SNODO_REGION', { description: 'Region pack' }) };
    expect(faultsOf(required, { SNODO_REGION: '  ' })).toEqual(['SNODO_REGION: missing, expected a text']);
  });

  it('takes no text and no time longer than it may be', () => {
    const bounded = {
      place: setting.text('SNODO_PLACE', { description: 'Where', default: 'snodo', maxLength: 6 }),
      open: setting.duration('SNODO_OPEN', { description: 'How long', default: 3_600_000, max: 2 * 3_600_000 }),
    };
    expect(readSettings(bounded, { SNODO_PLACE: 'ancona', SNODO_OPEN: '2h' })).toEqual({
      place: 'ancona',
      open: 7_200_000,
    });
    expect(faultsOf(bounded, { SNODO_PLACE: 'fermo e', SNODO_OPEN: '121m' })).toEqual([
      'SNODO_PLACE: expected a text of at most 6 characters, got "fermo e"',
      'SNODO_OPEN: expected a time with its unit (ms, s, m, h, d) up to 2h, got "121m"',
    ]);
  });

  it('does not run under a misspelt environment', () => {
    expect(() => environmentOf({ SNODO_ENV: 'prod' })).toThrow(
      'SNODO_ENV: expected one of development, test, production',
    );
    expect(faultsOf({}, { SNODO_ENV: 'prod' })).toHaveLength(1);
  });
});

describe('in production', () => {
  it('refuses what serves development only, and tells it with the other faults', () => {
    const dimostrazione = setting.flag('SNODO_DIMOSTRAZIONE', {
      default: false,
      neverInProduction: true,
      description: 'd',
    });
    const given = { ...production, SNODO_DIMOSTRAZIONE: 'true' };
    expect(faultsOf({ ...schema, dimostrazione }, given)).toEqual([
      expect.stringContaining('SNODO_KEY'),
      'SNODO_DIMOSTRAZIONE: expected false in production, got "true"',
    ]);
    expect(readSettings({ dimostrazione }, { ...given, SNODO_ENV: 'development' })).toEqual({ dimostrazione: true });
    expect(readSettings({ dimostrazione }, production)).toEqual({ dimostrazione: false });
  });

  it('refuses one secret in two settings, also among the older keys of a list and in the other base64, without showing it', () => {
    const [one, two, other] = ['k/w+5678901234567890=', 'zyxwvutsrqponmlk', 'k_w-5678901234567890'];
    const keys = Object.fromEntries(
      ['SNODO_A', 'SNODO_B', 'SNODO_C'].map((name) => [name, setting.secret(name, { description: 'd' })]),
    );
    const faults = faultsOf(keys, {
      SNODO_ENV: 'production',
      SNODO_A: one,
      SNODO_B: two,
      SNODO_C: `${two}a, ${other}`,
    });
    expect(faults).toEqual(['SNODO_C: holds the same secret as SNODO_A, expected one of its own']);
    expect(readSettings(keys, { SNODO_A: one, SNODO_B: one, SNODO_C: one })).toMatchObject({ SNODO_B: one });
  });

  const production = { SNODO_ENV: 'production', DATABASE_URL: 'postgres://db/snodo' };
  const strong = 'una chiave di prova, lunga più di 32 byte';

  it('settings good for development only must be given', () => {
    expect(faultsOf(schema, { SNODO_ENV: 'production', SNODO_KEY: strong })).toEqual([
      'DATABASE_URL: missing in production, expected a URL (postgres)',
    ]);
  });

  it('a secret must be given', () => {
    expect(faultsOf(schema, production)).toEqual([
      'SNODO_KEY: missing in production, expected a secret of at least 32 bytes',
    ]);
  });

  it('a secret must be long enough, counted in bytes', () => {
    expect(faultsOf(schema, { ...production, SNODO_KEY: 'abcdefghij'.repeat(3) })[0]).toContain('30 bytes long');
    expect(faultsOf(schema, { ...production, SNODO_KEY: 'àèìòùéÀÈÌÒÙÉçÇüÜ' })).toEqual([]);
  });

  it('a secret must not be a placeholder', () => {
    const zeros = Buffer.alloc(32).toString('base64');
    expect(faultsOf(schema, { ...production, SNODO_KEY: zeros })[0]).toContain('too few different characters');
  });

  it('a secret must not be the one of development', () => {
    expect(faultsOf(schema, { ...production, SNODO_KEY: 'sviluppo' })[0]).toContain('equal to the development default');
  });

  it('a secret with a form must have it, everywhere', () => {
    const check = (text: string) => {
      if (!text.startsWith('chiave:')) throw new Error('not that form');
    };
    const formed = {
      key: setting.secret('SNODO_KEY', { description: 'A key', form: { expected: 'chiave:…', check } }),
    };
    const right = 'chiave:0123456789abcdef';
    for (const SNODO_ENV of ['development', 'production']) {
      expect(readSettings(formed, { SNODO_ENV, SNODO_KEY: right })).toEqual({ key: right });
      expect(faultsOf(formed, { SNODO_ENV, SNODO_KEY: 'altro:0123456789abcdef' })).toEqual([
        'SNODO_KEY: expected a secret: chiave:…, got something else',
      ]);
    }
  });

  it('a fault never shows the password of a URL', () => {
    const faults = faultsOf(schema, {
      ...production,
      SNODO_KEY: strong,
      DATABASE_URL: 'postgre://u:segr:e@ta@db/snodo',
    });
    expect(faults).toEqual(['DATABASE_URL: expected a URL (postgres), got "postgre://u:***@db/snodo"']);
  });

  it('a fault never shows the secret', () => {
    const faults = faultsOf(schema, { ...production, SNODO_KEY: 'breve-ma-segreta' });
    expect(faults).toHaveLength(1);
    expect(faults.join()).not.toContain('breve-ma-segreta');
  });

  it('an optional secret may stay unset, but not be weak', () => {
    const optional = { token: setting.secret('SNODO_TOKEN', { description: 'A token', optional: true }) };
    expect(readSettings(optional, { SNODO_ENV: 'production' })).toEqual({ token: undefined });
    expect(faultsOf(optional, { SNODO_ENV: 'production', SNODO_TOKEN: 'corto' })).toHaveLength(1);
  });
});

describe('describing settings', () => {
  it('tells name, meaning, form, default and when it is required, and no secret', () => {
    const described = describeSettings(schema, schema);
    expect(described).toHaveLength(Object.keys(schema).length);
    expect(described.find(({ name }) => name === 'SNODO_BODY_MAX')).toMatchObject({ default: '2GiB', required: 'no' });
    expect(described.find(({ name }) => name === 'SNODO_POLL')).toMatchObject({ default: '200ms' });
    expect(described.find(({ name }) => name === 'DATABASE_URL')).toMatchObject({ required: 'in production' });
    const key = described.find(({ name }) => name === 'SNODO_KEY');
    expect(key).toMatchObject({ required: 'in production', secret: true });
    expect(key).not.toHaveProperty('default');
  });

  it('writes an example environment that holds each variable once and reads back as the defaults', () => {
    const text = envExample([
      { title: 'Everybody', schema },
      { title: 'Again', schema },
    ]);
    const assignments = text.split('\n').flatMap((line) => /^#([A-Z_]+)=(.*)$/.exec(line)?.slice(1, 3) ?? []);
    expect(assignments.filter((_, index) => index % 2 === 0)).toEqual(Object.values(schema).map(({ name }) => name));
    const env = Object.fromEntries(
      text
        .split('\n')
        .flatMap((line) => (/^#([A-Z_]+)=(.*)$/.exec(line) ? [line.slice(1).split(/=(.*)/s).slice(0, 2)] : [])),
    ) as NodeJS.ProcessEnv;
    expect(readSettings(schema, env)).toEqual(readSettings(schema, {}));
    expect(text).not.toContain('sviluppo');
  });

  it('refuses two meanings for one variable', () => {
    const other = { port: setting.integer('SNODO_PORT', { description: 'Another port', default: 3000 }) };
    expect(() => describeSettings(schema, other)).toThrow('SNODO_PORT is declared twice, differently');
    expect(() =>
      envExample([
        { title: 'One', schema },
        { title: 'Other', schema: other },
      ]),
    ).toThrow('SNODO_PORT');
  });

  it('refuses a name that is no environment variable', () => {
    expect(() => setting.flag('snodo-demo', { description: 'x' })).toThrow('not an environment variable name');
  });
});
