import { enableRls, grant, migration, policy } from '#libs/persistence';

/** The registries are changed by API: enti have predecessors and contacts, and who changes something must know its revision. */
export const registriMigration = migration(1795230104000, 'nomenclatore_registri', ({ api, consumer }) => [
  `ALTER TABLE ente ADD COLUMN predecessori uuid[]`,
  `COMMENT ON COLUMN ente.predecessori IS 'enti that ceased into this one'`,
  `CREATE TABLE contatti_ente (
     ente uuid PRIMARY KEY, revisione integer NOT NULL, contatti jsonb NOT NULL, aggiornati_il timestamptz(3) NOT NULL
   )`,
  `COMMENT ON TABLE contatti_ente IS 'offices of an ente, never persons; reserved: in no copy and in no public read. No reference: a load rewrites the rows of enti'`,
  enableRls('contatti_ente'),
  grant('contatti_ente', ['select', 'insert', 'update'], consumer),
  policy('contatti_ente', { to: consumer, for: 'all', using: 'true' }),
  grant('voce_pubblicata', ['select'], api, ['genere', 'id', 'revisione']),
  policy('voce_pubblicata', { to: api, for: 'select', using: `genere IN ('ente', 'ambito')` }),
]);
