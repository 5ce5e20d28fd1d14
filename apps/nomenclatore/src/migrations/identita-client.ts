import { migration } from '#libs/persistence';

/** Every authorization server gives ids of its own: a client is an id and who gave it. */
export const identitaClientMigration = migration(1795230200000, 'nomenclatore_identita_client', () => [
  `ALTER TABLE client ADD COLUMN identita text NOT NULL DEFAULT 'pdnd' CHECK (identita IN ('pdnd', 'client_credentials'))`,
]);
