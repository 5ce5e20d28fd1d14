import { isDeepStrictEqual } from 'node:util';

import type { Setting, SettingsSchema } from './setting.js';

/** A setting as an operator reads it; `default` is never that of a secret. */
export interface SettingDescription {
  readonly name: string;
  readonly expected: string;
  readonly description: string;
  readonly default?: string;
  readonly required: 'always' | 'in production' | 'no';
  readonly secret: boolean;
}

/**
 * The settings of one or more schemas, each variable once, in the order of declaration.
 * @throws Error if two schemas say different things of one variable: an operator sets it once, for all of them
 */
export function describeSettings(...schemas: readonly SettingsSchema[]): SettingDescription[] {
  const described = new Map<string, SettingDescription>();
  for (const setting of schemas.flatMap((schema) => Object.values(schema))) {
    const description = descriptionOf(setting);
    const before = described.get(setting.name);
    if (before === undefined) described.set(setting.name, description);
    else if (!isDeepStrictEqual(before, description)) {
      throw new Error(`${setting.name} is declared twice, differently: share one declaration`);
    }
  }
  return [...described.values()];
}

function descriptionOf(setting: Setting<unknown>): SettingDescription {
  const missingFails = setting.defaultText === undefined ? 'always' : 'no';
  return {
    name: setting.name,
    expected: setting.expected,
    description: setting.description,
    ...(setting.defaultText === undefined || setting.secret ? {} : { default: setting.defaultText }),
    required: setting.optional ? 'no' : setting.requiredInProduction ? 'in production' : missingFails,
    secret: setting.secret,
  };
}

/**
 * The text of an example environment file: per variable its meaning, what is accepted, when it is required, and a commented
 * assignment with the default (empty for secrets).
 * @throws Error as `describeSettings` does
 */
export function envExample(groups: readonly { readonly title: string; readonly schema: SettingsSchema }[]): string {
  describeSettings(...groups.map(({ schema }) => schema));
  const written = new Set<string>();
  const blocks = groups.flatMap(({ title, schema }) => {
    const fresh = describeSettings(schema).filter(({ name }) => !written.has(name));
    for (const { name } of fresh) written.add(name);
    if (fresh.length === 0) return [];
    const lines = fresh.flatMap((one) => [
      `# ${one.description}`,
      `#   ${one.expected}; required: ${one.required}${one.secret ? '; secret' : ''}`,
      `#${one.name}=${one.default ?? ''}`,
      '',
    ]);
    return [`## ${title}`, '', ...lines];
  });
  return blocks.join('\n');
}
