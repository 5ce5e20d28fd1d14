import { enableRls, grant, migration, policy } from '#libs/persistence';

/** What the marks in the column `fonte` of every other table stand for. A mark that is not here speaks for itself. */
export const fontiMigration = migration(1795230106000, 'nomenclatore_fonti', ({ api, consumer }) => [
  `CREATE TABLE fonte (
     sigla text PRIMARY KEY, titolo text NOT NULL, editore text NOT NULL, url text, licenza text NOT NULL, aggiornato_al date, nota text
   )`,
  enableRls('fonte'),
  grant('fonte', ['select', 'insert', 'update', 'delete'], consumer),
  policy('fonte', { to: consumer, for: 'all', using: 'true' }),
  grant('fonte', ['select'], api),
  policy('fonte', { to: api, for: 'select', using: 'true' }),
]);
