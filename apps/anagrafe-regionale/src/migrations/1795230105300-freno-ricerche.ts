import { enableRls, grant, migration, policy, scopeValue } from '#libs/persistence';

const DEL_MIO_ENTE = `ente::text = ${scopeValue('ente')}`;

/**
 * How much each client has looked for in vain in an hour, and along which lines: in the database, so that several replicas count
 * together. Values are keyed digests, kept for two hours.
 */
export const frenoRicerche = migration(1795230105300, 'freno-ricerche', ({ api, consumer }) => [
  `CREATE TABLE ricerche_vuote (
     ente uuid NOT NULL,
     chi text NOT NULL,
     ora timestamptz(3) NOT NULL,
     quante integer NOT NULL,
     PRIMARY KEY (ente, ora, chi)
   ) WITH (fillfactor = 50)`,
  `CREATE TABLE traccia_ricerca (
     ente uuid NOT NULL,
     chi text NOT NULL,
     ora timestamptz(3) NOT NULL,
     linea bytea NOT NULL,
     valore bytea NOT NULL,
     PRIMARY KEY (ente, ora, chi, linea, valore)
   )`,
  ...['ricerche_vuote', 'traccia_ricerca'].flatMap((table) => [
    enableRls(table),
    policy(table, { to: api, for: 'select', using: DEL_MIO_ENTE }),
    policy(table, { to: api, for: 'insert', check: DEL_MIO_ENTE }),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
    grant(table, ['select', 'insert'], api),
    grant(table, ['select', 'delete'], consumer),
  ]),
  policy('ricerche_vuote', { to: api, for: 'update', using: DEL_MIO_ENTE }),
  grant('ricerche_vuote', ['update'], api, ['quante']),
]);
