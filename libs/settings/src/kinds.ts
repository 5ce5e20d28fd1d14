import { makeSetting, type Setting, type SettingOptions, type Value } from './setting.js';

/** Free text, trimmed, never empty. `maxLength` in characters, where whoever is told it takes no more. */
function text<const O extends SettingOptions<string> & { readonly maxLength?: number }>(
  name: string,
  options: O,
): Setting<Value<string, O>> {
  const { maxLength } = options;
  const expected = maxLength === undefined ? 'a text' : `a text of at most ${maxLength} characters`;
  return makeSetting<string, O>(name, options, expected, (given) => {
    if (maxLength !== undefined && given.length > maxLength) throw new Error('too long');
    return given;
  });
}

/** An absolute URL, kept as text. `schemes` without colon: `['postgres', 'postgresql']`. */
function url<const O extends SettingOptions<string> & { readonly schemes?: readonly string[] }>(
  name: string,
  options: O,
): Setting<Value<string, O>> {
  const schemes = options.schemes ?? ['http', 'https'];
  return makeSetting<string, O>(name, options, `a URL (${schemes.join(', ')})`, (given) => {
    const scheme = new URL(given).protocol.slice(0, -1);
    if (!schemes.includes(scheme)) throw new Error(`scheme ${scheme}`);
    return given;
  });
}

const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Where a service, another's or our own, is called with personal data or credentials, or asked whom to believe: never in clear, whoever
 * stands between would read or answer. What a developer runs beside is called on this machine alone.
 */
function service<const O extends SettingOptions<string>>(name: string, options: O): Setting<Value<string, O>> {
  const expected = 'a URL (https; outside production also http of this machine)';
  return makeSetting<string, O>(name, options, expected, (given, environment) => {
    const { protocol, hostname } = new URL(given);
    const here = environment !== 'production' && protocol === 'http:' && THIS_MACHINE.test(hostname);
    if (protocol !== 'https:' && !here) throw new Error(`scheme ${protocol}`);
    return given;
  });
}

/** A whole number within bounds (inclusive). */
function integer<const O extends SettingOptions<number> & { readonly min?: number; readonly max?: number }>(
  name: string,
  options: O,
): Setting<Value<number, O>> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options;
  const bounds = [
    options.min === undefined ? '' : ` from ${options.min}`,
    options.max === undefined ? '' : ` to ${options.max}`,
  ];
  return makeSetting<number, O>(name, options, `a whole number${bounds.join('')}`, (given) => {
    const value = Number(given);
    if (!/^-?\d+$/.test(given) || value < min || value > max) throw new Error('out of bounds');
    return value;
  });
}

/** `true` or `false`, nothing else: "yes" and "1" are guesses. One that serves development only is `neverInProduction`. */
function flag<const O extends SettingOptions<boolean> & { readonly neverInProduction?: boolean }>(
  name: string,
  options: O,
): Setting<Value<boolean, O>> {
  const made = makeSetting<boolean, O>(name, options, 'true or false', (given) => {
    if (given !== 'true' && given !== 'false') throw new Error('neither true nor false');
    return given === 'true';
  });
  return options.neverInProduction === true ? Object.freeze({ ...made, onlyInProduction: 'false' }) : made;
}

/** One word of a closed list. */
function choice<const V extends readonly string[], const O extends SettingOptions<V[number]>>(
  name: string,
  values: V,
  options: O,
): Setting<Value<V[number], O>> {
  return makeSetting<V[number], O>(name, options, `one of ${values.join(', ')}`, (given) => {
    if (!values.includes(given)) throw new Error('not in the list');
    return given;
  });
}

/** Comma-separated texts; blanks around them and empty ones are dropped. */
function list<const O extends SettingOptions<readonly string[]>>(
  name: string,
  options: O,
): Setting<Value<readonly string[], O>> {
  return makeSetting<readonly string[], O>(
    name,
    options,
    'texts separated by commas',
    (given) =>
      given
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    (value) => value.join(','),
  );
}

const BYTES: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 };

/** A size with its unit (`256KiB`, `2GiB`); the value is in bytes. */
function bytes<const O extends SettingOptions<number>>(name: string, options: O): Setting<Value<number, O>> {
  return makeSetting<number, O>(
    name,
    options,
    `a size with its unit (${Object.keys(BYTES).join(', ')})`,
    (given) => quantity(given, BYTES),
    (value) => withUnit(value, BYTES),
  );
}

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A span of time with its unit (`200ms`, `30s`, `24h`, `30d`); the value, as `max`, is in milliseconds. */
function duration<const O extends SettingOptions<number> & { readonly max?: number }>(
  name: string,
  options: O,
): Setting<Value<number, O>> {
  const { max } = options;
  const write = (value: number): string => withUnit(value, MILLISECONDS);
  const bound = max === undefined ? '' : ` up to ${write(max)}`;
  const parse = (given: string): number => {
    const value = quantity(given, MILLISECONDS);
    if (max !== undefined && value > max) throw new Error('too long');
    return value;
  };
  const expected = `a time with its unit (${Object.keys(MILLISECONDS).join(', ')})${bound}`;
  return makeSetting<number, O>(name, options, expected, parse, write);
}

function quantity(given: string, units: Readonly<Record<string, number>>): number {
  const parts = /^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/.exec(given);
  const factor = units[parts?.[2] ?? ''];
  if (parts === null || factor === undefined) throw new Error('no number with a known unit');
  return Math.round(Number(parts[1]) * factor);
}

function withUnit(value: number, units: Readonly<Record<string, number>>): string {
  const [unit, factor] = Object.entries(units).findLast(([, factor]) => value % factor === 0)!;
  return `${value / factor}${unit}`;
}

/** What a secret may say of itself. There is no `default`: what is committed is not secret. */
export interface SecretOptions {
  readonly description: string;
  /** Shortest accepted length in UTF-8 bytes; 16 unless told. Enforced in production. */
  readonly minBytes?: number;
  /** Value used outside production when unset. In production an equal value is refused. */
  readonly developmentDefault?: string;
  readonly optional?: boolean;
  /** What it must look like beyond its length, in words and as a check that throws. */
  readonly form?: { readonly expected: string; readonly check: (text: string) => unknown };
}

/** A secret setting also knows what production refuses. */
export interface SecretSetting<T> extends Setting<T> {
  readonly minBytes: number;
}

/** A value that must not be known: never written to faults, documentation or logs. */
function secret<const O extends SecretOptions>(name: string, options: O): SecretSetting<Value<string, O>> {
  const minBytes = options.minBytes ?? 16;
  const base = makeSetting<string, SettingOptions<string>>(
    name,
    {
      description: options.description,
      ...(options.developmentDefault === undefined ? {} : { default: options.developmentDefault }),
      ...(options.optional === undefined ? {} : { optional: options.optional }),
      production: 'required',
    },
    options.form === undefined ? `a secret of at least ${minBytes} bytes` : `a secret: ${options.form.expected}`,
    (given) => {
      options.form?.check(given);
      return given;
    },
  );
  return Object.freeze({ ...base, secret: true, minBytes });
}

/** The kinds of setting. Each call is one line of a schema. */
export const setting = { text, url, service, integer, flag, choice, list, bytes, duration, secret };
