import { enableRls, grant, migration, policy } from '#libs/persistence';

/**
 * Since when something readable of an ente has come in, by legal year: what a table must know to tell a zero from nothing supplied. A
 * few rows, so that looking whether a revision is due does not read every invio.
 */
export const pervenuti = migration(1795230404000, 'reporting_pervenuti', ({ consumer }) => [
  `CREATE TABLE pervenuto (
     anno smallint NOT NULL,
     ente uuid NOT NULL,
     dal timestamptz(3) NOT NULL,
     PRIMARY KEY (anno, ente)
   )`,
  enableRls('pervenuto'),
  grant('pervenuto', ['select', 'insert', 'update', 'delete'], consumer),
  policy('pervenuto', { to: consumer, for: 'all', using: 'true' }),
]);
