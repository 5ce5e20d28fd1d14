import { enableRls, grant, migration, policy } from '#libs/persistence';

/** Persons worked out again from what sources say of them: how far it came. One at a time. */
export const ricostruzioni = migration(1795230103200, 'ricostruzioni', ({ api, consumer }) => [
  `CREATE TABLE ricostruzione (
     id uuid PRIMARY KEY,
     avviata_il timestamptz(3) NOT NULL,
     finita_il timestamptz(3),
     dopo uuid,
     lette bigint NOT NULL DEFAULT 0,
     variate bigint NOT NULL DEFAULT 0
   )`,
  `CREATE UNIQUE INDEX ricostruzione_aperta ON ricostruzione ((true)) WHERE finita_il IS NULL`,
  enableRls('ricostruzione'),
  policy('ricostruzione', { to: consumer, for: 'all', using: 'true' }),
  grant('ricostruzione', ['select', 'insert', 'update'], consumer),
  policy('ricostruzione', { to: api, for: 'select', using: 'true' }),
  policy('ricostruzione', { to: api, for: 'insert', check: 'finita_il IS NULL' }),
  grant('ricostruzione', ['select', 'insert'], api),
]);
