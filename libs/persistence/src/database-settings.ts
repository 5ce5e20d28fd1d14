import { setting } from '#libs/settings';

import { schemaOf } from './names.js';

/** The settings an app needs to open its database; spread them into the app's schema. */
export function databaseSettings(app: string) {
  const APP = schemaOf(app).toUpperCase();
  return {
    databaseUrl: setting.url('DATABASE_URL', {
      schemes: ['postgres', 'postgresql'],
      default: 'postgres://postgres@127.0.0.1:5432/snodo',
      production: 'required',
      description: 'PostgreSQL server and database. Each app replaces the user by its own login role',
    }),
    databasePassword: setting.secret(`SNODO_${APP}_DATABASE_PASSWORD`, {
      optional: true,
      description: `Password of the login role of ${app}; unset where the server trusts the connection (peer, certificate)`,
    }),
    databasePoolSize: setting.integer(`SNODO_${APP}_DATABASE_POOL`, {
      default: 8,
      min: 1,
      max: 15,
      description: `Most database connections of ${app}; in hub the sum of all apps should stay under 40`,
    }),
  } as const;
}
