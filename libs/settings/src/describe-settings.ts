import type { SettingsSchema } from './setting.js';

/** A setting as an operator reads it; `default` is never that of a secret. */
export interface SettingDescription {
  readonly name: string;
  readonly expected: string;
  readonly description: string;
  readonly default?: string;
  readonly required: 'always' | 'in production' | 'no';
  readonly secret: boolean;
}

/** The settings of one or more schemas, each variable once, in the order of declaration. */
export function describeSettings(...schemas: readonly SettingsSchema[]): SettingDescription[] {
  const described = new Map<string, SettingDescription>();
  for (const setting of schemas.flatMap((schema) => Object.values(schema))) {
    if (described.has(setting.name)) continue;
    const missingFails = setting.defaultText === undefined ? 'always' : 'no';
    described.set(setting.name, {
      name: setting.name,
      expected: setting.expected,
      description: setting.description,
      ...(setting.defaultText === undefined || setting.secret ? {} : { default: setting.defaultText }),
      required: setting.optional ? 'no' : setting.requiredInProduction ? 'in production' : missingFails,
      secret: setting.secret,
    });
  }
  return [...described.values()];
}

/**
 * The text of an example environment file: per variable its meaning, what is accepted, when it is required, and a commented
 * assignment with the default (empty for secrets).
 */
export function envExample(groups: readonly { readonly title: string; readonly schema: SettingsSchema }[]): string {
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
