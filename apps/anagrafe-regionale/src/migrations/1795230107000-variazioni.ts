import { enableRls, grant, migration, policy } from '#libs/persistence';

/**
 * What changed of whom and has not yet been told to those who subscribed: a queue, not a log. Its ids are no cursor (they commit in
 * another order than they are given): whoever takes rows deletes them, so that none is passed by.
 */
export const variazioni = migration(1795230107000, 'variazioni', ({ api, consumer }) => [
  `CREATE TABLE variazione (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     persona_id uuid NOT NULL,
     gruppi smallint NOT NULL CHECK (gruppi >= 0),
     decorrenza date,
     legame text CHECK (legame IN ('unione', 'separazione')),
     altra uuid,
     annotata_il timestamptz(3) NOT NULL,
     CHECK ((legame IS NULL) = (altra IS NULL))
   )`,
  enableRls('variazione'),
  // A steward's decision is noted by the role that serves requests; nobody but the fan-out may look at what was noted.
  policy('variazione', { to: api, for: 'insert', check: 'true' }),
  policy('variazione', { to: consumer, for: 'all', using: 'true' }),
  grant('variazione', ['insert'], api),
  grant('variazione', ['select', 'insert', 'delete'], consumer),
  // What FOR UPDATE asks for; nothing is ever changed.
  grant('variazione', ['update'], consumer, ['gruppi']),
]);
