import type { SecretSetting } from './kinds.js';
import { type Environment, ENVIRONMENTS, type Setting, type SettingsOf, type SettingsSchema } from './setting.js';

/** Every wrong setting of a process, together, so that an operator mends them in one go. Holds no values of secrets. */
export class InvalidSettings extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`${faults.length} wrong setting(s):\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'InvalidSettings';
  }
}

/**
 * `SNODO_ENV`, or development when unset.
 * @throws InvalidSettings when it holds another word: a misspelt "production" must not run with development defaults
 */
export function environmentOf(env: NodeJS.ProcessEnv): Environment {
  const given = env.SNODO_ENV?.trim() || 'development';
  const environment = ENVIRONMENTS.find((known) => known === given);
  if (environment === undefined) {
    throw new InvalidSettings([`SNODO_ENV: expected one of ${ENVIRONMENTS.join(', ')}, got ${JSON.stringify(given)}`]);
  }
  return environment;
}

/**
 * Reads every setting of the schema from the environment.
 * @returns a frozen object with the keys of the schema
 * @throws InvalidSettings that names every wrong variable and what was expected of each
 */
export function readSettings<S extends SettingsSchema>(schema: S, env: NodeJS.ProcessEnv): SettingsOf<S> {
  const faults: string[] = [];
  let environment: Environment = 'production';
  try {
    environment = environmentOf(env);
  } catch (error) {
    faults.push(...(error as InvalidSettings).faults);
  }

  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(schema)) {
    const outcome = readOne(setting, env[setting.name]?.trim(), environment);
    if (outcome.fault === undefined) values[key] = outcome.value;
    else faults.push(`${setting.name}: ${outcome.fault}`);
  }

  if (environment === 'production') faults.push(...sharedSecrets(Object.values(schema), env));
  if (faults.length > 0) throw new InvalidSettings(faults);
  return Object.freeze(values) as SettingsOf<S>;
}

type Outcome = { readonly value: unknown; readonly fault?: undefined } | { readonly fault: string };

function readOne(setting: Setting<unknown>, given: string | undefined, environment: Environment): Outcome {
  const production = environment === 'production';
  const unset = given === undefined || given === '';
  if (unset && setting.optional && (setting.defaultText === undefined || production)) return { value: undefined };
  if (unset && (setting.defaultText === undefined || (production && setting.requiredInProduction))) {
    return { fault: `missing${production ? ' in production' : ''}, expected ${setting.expected}` };
  }

  const text = unset ? setting.defaultText! : given;
  if (production && isSecret(setting)) {
    const weakness = weaknessOf(setting, text);
    if (weakness !== undefined) return { fault: `${weakness}, expected ${setting.expected}` };
  }
  if (production && setting.onlyInProduction !== undefined && text !== setting.onlyInProduction) {
    return { fault: `expected ${setting.onlyInProduction} in production, got ${JSON.stringify(text)}` };
  }
  try {
    return { value: setting.parse(text, environment) };
  } catch {
    return {
      fault: `expected ${setting.expected}, got ${setting.secret ? 'something else' : JSON.stringify(withoutPassword(text))}`,
    };
  }
}

/** A URL may carry a password, and one that could not be read is shown to whoever reads the log. */
function withoutPassword(text: string): string {
  return text.replace(/(:\/\/[^/@:]*):.*@/s, '$1:***@');
}

function isSecret(setting: Setting<unknown>): setting is SecretSetting<unknown> {
  return setting.secret;
}

/**
 * Faults of secrets that hold what another holds. Whoever learns one of them would have both: keys are separate so that what may read
 * messages may not open custody.
 */
function sharedSecrets(settings: readonly Setting<unknown>[], env: NodeJS.ProcessEnv): string[] {
  const holders = new Map<string, string>();
  const faults = new Set<string>();
  for (const { name } of settings.filter(isSecret)) {
    for (const part of partsOf(env[name] ?? '')) {
      const holder = holders.get(part);
      if (holder === undefined) holders.set(part, name);
      else if (holder !== name) faults.add(`${name}: holds the same secret as ${holder}, expected one of its own`);
    }
  }
  return [...faults];
}

/** Shorter parts are pieces of a password that has a comma in it. */
const SHORTEST_SECRET = 16;

/** The keys of a list one by one, each in the one way of writing base64 that the others may be compared with. */
function partsOf(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((part) => part.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''))
    .filter((part) => part.length >= SHORTEST_SECRET);
}

/** Fewer different characters are a placeholder (all zeros in base64), not something drawn at random. */
const FEWEST_CHARACTERS = 8;

function weaknessOf(setting: SecretSetting<unknown>, text: string): string | undefined {
  if (text === setting.defaultText) return 'equal to the development default, which everybody can read';
  const length = Buffer.byteLength(text);
  if (length < setting.minBytes) return `${length} bytes long`;
  if (new Set(text).size < FEWEST_CHARACTERS) return 'made of too few different characters';
  return undefined;
}
