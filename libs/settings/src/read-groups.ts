import { InvalidSettings, readSettings } from './read-settings.js';
import type { Setting, SettingsOf, SettingsSchema } from './setting.js';

export type Groups = Readonly<Record<string, SettingsSchema>>;
export type SettingsOfGroups<G extends Groups> = { readonly [K in keyof G]: SettingsOf<G[K]> };

/**
 * Reads the schemas of several apps that share one process: each keeps its own keys, a variable that several of them name is set
 * once, and every wrong one is named at once.
 * @throws InvalidSettings as `readSettings`
 */
export function readGroups<G extends Groups>(groups: G, env: NodeJS.ProcessEnv): SettingsOfGroups<G> {
  const places = Object.entries(groups).flatMap(([group, schema]) =>
    Object.keys(schema).map((key) => [group, key] as const),
  );
  const flat = Object.fromEntries(places.map(([group, key]) => [`${group}.${key}`, groups[group]![key]!] as const));
  const values = readOnce(flat, env);
  const read: Record<string, Record<string, unknown>> = Object.fromEntries(
    Object.keys(groups).map((group) => [group, {}]),
  );
  for (const [group, key] of places) read[group]![key] = values[`${group}.${key}`];
  for (const settings of Object.values(read)) Object.freeze(settings);
  return Object.freeze(read) as SettingsOfGroups<G>;
}

/** A wrong variable of several apps is one mistake of the operator. */
function readOnce(flat: Readonly<Record<string, Setting<unknown>>>, env: NodeJS.ProcessEnv): Record<string, unknown> {
  try {
    return readSettings(flat, env);
  } catch (error) {
    if (error instanceof InvalidSettings) throw new InvalidSettings([...new Set(error.faults)]);
    throw error;
  }
}
