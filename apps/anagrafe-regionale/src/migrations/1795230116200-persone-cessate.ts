import { enableRls, grant, migration, policy } from '#libs/persistence';

/**
 * A person of whom every source took back what it said is no more, though a case, a subscription or its network still names it. Each id
 * that is named is found again by a code and the name it was called by, both as keyed digests: no value outlives what was said.
 */
export const personeCessate = migration(1795230116200, 'persone-cessate', ({ consumer }) => [
  `CREATE TABLE persona_cessata (
     persona_id uuid NOT NULL,
     indice bytea NOT NULL,
     nome bytea NOT NULL,
     era uuid NOT NULL,
     cessata_il timestamptz(3) NOT NULL,
     PRIMARY KEY (persona_id, indice)
   )`,
  `CREATE INDEX persona_cessata_codice ON persona_cessata (indice)`,
  enableRls('persona_cessata'),
  policy('persona_cessata', { to: consumer, for: 'all', using: 'true' }),
  grant('persona_cessata', ['select', 'insert', 'update', 'delete'], consumer),
]);
