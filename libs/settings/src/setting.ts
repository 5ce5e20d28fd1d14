/** Where the process runs. Decides which settings may be left out and which defaults are allowed. */
export type Environment = 'development' | 'test' | 'production';
export const ENVIRONMENTS: readonly Environment[] = ['development', 'test', 'production'];

/** One setting: the environment variable it comes from, what it must look like, what it means. */
export interface Setting<T> {
  /** Environment variable. */
  readonly name: string;
  readonly description: string;
  /** What is accepted, for the fault and for the documentation: "a whole number from 1 to 65535". */
  readonly expected: string;
  /** As it would be written in the environment; absent when there is none. */
  readonly defaultText?: string;
  /** May stay unset everywhere: the value is then undefined. */
  readonly optional: boolean;
  /** The default does not hold in production: there the variable must be set. */
  readonly requiredInProduction: boolean;
  /** The only value that production takes, as it would be written; absent when any is taken. */
  readonly onlyInProduction?: string;
  /** Never shown in faults, documentation or logs. */
  readonly secret: boolean;
  /** @throws Error when the text is not as expected there */
  readonly parse: (text: string, environment: Environment) => T;
}

export type SettingsSchema = Readonly<Record<string, Setting<unknown>>>;
export type SettingsOf<S extends SettingsSchema> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

/** What every kind of setting may say of itself. */
export interface SettingOptions<T> {
  /** One line in English for operators: meaning and consequence. */
  readonly description: string;
  readonly default?: T;
  /** Unset is fine; the value is then `undefined`. */
  readonly optional?: boolean;
  /** The default serves development and tests only. */
  readonly production?: 'required';
}

/** A setting that may stay unset has `undefined` among its values; the type says so. */
export type Value<T, O> = O extends { readonly optional: true } ? T | undefined : T;

/** Builds a setting; every kind below goes through here. */
export function makeSetting<T, O extends SettingOptions<T>>(
  name: string,
  options: O,
  expected: string,
  parse: Setting<T>['parse'],
  write: (value: T) => string = String,
): Setting<Value<T, O>> {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) throw new Error(`setting ${name} is not an environment variable name`);
  return Object.freeze({
    name,
    description: options.description,
    expected,
    ...(options.default === undefined ? {} : { defaultText: write(options.default) }),
    optional: options.optional === true,
    requiredInProduction: options.production === 'required',
    secret: false,
    parse,
  });
}
