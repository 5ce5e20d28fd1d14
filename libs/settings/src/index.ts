export { type SettingDescription, describeSettings, envExample } from './describe-settings.js';
export { type SecretOptions, setting } from './kinds.js';
export { InvalidSettings, environmentOf, readSettings } from './read-settings.js';
export { type SettingsOfGroups, readGroups } from './read-groups.js';
export type { Environment, Setting, SettingOptions, SettingsOf, SettingsSchema } from './setting.js';
