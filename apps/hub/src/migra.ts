import { migrate, prepareDatabase } from '#libs/persistence';
import { readSettings } from '#libs/settings';
import { INGESTION_MIGRATIONS } from '#apps/ingestion';
import { NOMENCLATORE_MIGRATIONS } from '#apps/nomenclatore';
import { MIGRATION_SETTINGS } from './hub.config.js';

/**
 * Run before a release starts, once, with an administrator of the database: makes database, roles and schemas where missing and
 * applies the migrations that are. The apps themselves never hold such a right.
 */
const settings = readSettings(MIGRATION_SETTINGS, process.env);

const APPS = [
  { app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS, password: settings.nomenclatore },
  { app: 'ingestion', migrations: INGESTION_MIGRATIONS, password: settings.ingestion },
];

await prepareDatabase({
  adminUrl: settings.adminUrl,
  apps: APPS.map(({ app }) => app),
  password: (app) => APPS.find((one) => one.app === app)?.password,
});
for (const { app, migrations } of APPS) {
  const applied = await migrate({ adminUrl: settings.adminUrl, app, migrations });
  process.stdout.write(`${app}: ${applied.length === 0 ? 'nothing to apply' : applied.join(', ')}\n`);
}
