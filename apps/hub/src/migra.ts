import { migrate, prepareDatabase } from '#libs/persistence';
import { readSettings } from '#libs/settings';
import { HUB_APPS } from './hub-apps.js';
import { MIGRATION_SETTINGS } from './hub.config.js';

/**
 * Run before a release starts, once, with an administrator of the database: makes database, roles and schemas where missing and
 * applies the migrations that are. The apps themselves never hold such a right.
 */
const settings = readSettings(MIGRATION_SETTINGS, process.env);
const { adminUrl } = settings;

await prepareDatabase({
  adminUrl,
  apps: HUB_APPS.map(({ app }) => app),
  password: (asked) => {
    const known = HUB_APPS.find(({ app }) => app === asked);
    return known === undefined ? undefined : settings[known.app];
  },
});
for (const { app, migrations } of HUB_APPS) {
  const applied = await migrate({ adminUrl, app, migrations });
  process.stdout.write(`${app}: ${applied.length === 0 ? 'nothing to apply' : applied.join(', ')}\n`);
}
