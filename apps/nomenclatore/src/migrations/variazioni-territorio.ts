import { enableRls, grant, migration, policy } from '#libs/persistence';

/** Changes of the territory as they were declared: public, with the act and the source of each. Who declared them is in the history. */
export const variazioniTerritorioMigration = migration(
  1795230107000,
  'nomenclatore_variazioni_territorio',
  ({ api, consumer }) => [
    `CREATE TABLE variazione_territorio (
       impronta text PRIMARY KEY,
       ordine bigint GENERATED ALWAYS AS IDENTITY,
       tipo text NOT NULL, dal date NOT NULL,
       chiuse jsonb NOT NULL, aperte jsonb NOT NULL,
       atto_tipo text NOT NULL, atto_numero text NOT NULL, atto_data date NOT NULL,
       fonte text NOT NULL, affidabilita text NOT NULL,
       registrata_il timestamptz(3) NOT NULL
     )`,
    `COMMENT ON COLUMN variazione_territorio.impronta IS 'digest of what was declared: the same declared again is the same change'`,
    `COMMENT ON COLUMN variazione_territorio.chiuse IS 'records of comuni that end the day before, as they were; those opened are in aperte'`,
    enableRls('variazione_territorio'),
    grant('variazione_territorio', ['select', 'insert'], consumer),
    policy('variazione_territorio', { to: consumer, for: 'all', using: 'true' }),
    grant('variazione_territorio', ['select'], api),
    policy('variazione_territorio', { to: api, for: 'select', using: 'true' }),
  ],
);
