import { setting } from '#libs/settings';

const SCHEMES = ['postgres', 'postgresql'];

/** Where the database is; lines for the settings schema of every process that has tables. */
export const DATABASE_SETTINGS = {
  databaseUrl: setting.url('DATABASE_URL', {
    schemes: SCHEMES,
    default: 'postgres://127.0.0.1:5432/snodo',
    production: 'required',
    description: 'Database di Snodo; ogni app vi entra con il proprio utente.',
  }),
} as const;

/** For the program that prepares the database, and no other: the apps never hold such a right. */
export const DATABASE_ADMIN_SETTINGS = {
  adminUrl: setting.url('DATABASE_ADMIN_URL', {
    schemes: SCHEMES,
    default: 'postgres://postgres@127.0.0.1:5432/snodo',
    production: 'required',
    description: 'Database di Snodo, con un utente che può creare database e ruoli. Serve solo alla migrazione.',
  }),
} as const;

/** Password of the login of one app, `SNODO_<APP>_DB_PASSWORD`. */
export function databasePasswordOf(app: string) {
  return setting.secret(`SNODO_${app.toUpperCase().replaceAll('-', '_')}_DB_PASSWORD`, {
    optional: true,
    description: `Password dell’utente del database di ${app}, se il server la chiede.`,
  });
}
