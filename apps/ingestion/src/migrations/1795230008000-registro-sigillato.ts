import { enableRls, grant, migration, policy } from '#libs/persistence';

/** An entry is seen by who sees what it is of. */
const VISIBILE = `EXISTS (SELECT FROM ricevuta r WHERE r.id = registro_foglia.oggetto)
  OR EXISTS (SELECT FROM invio i WHERE i.id = registro_foglia.oggetto)`;

/** The sealed register of ricevute and outcomes. Nobody has a grant to change or to remove any of it. */
export const registroSigillato = migration(1795230008000, 'registro sigillato', ({ api, consumer }) => [
  // What each leaf is of. `contenuto`: the bytes of the entry, NULL of a ricevuta, which holds its own.
  `CREATE TABLE registro_foglia (
     indice bigint PRIMARY KEY,
     genere text NOT NULL CHECK (genere IN ('ricevuta.v1', 'esiti.v1')),
     oggetto uuid NOT NULL,
     contenuto bytea,
     UNIQUE (oggetto, genere)
   )`,
  enableRls('registro_foglia'),
  policy('registro_foglia', { to: api, for: 'select', using: VISIBILE }),
  policy('registro_foglia', { to: consumer, for: 'select', using: 'true' }),
  policy('registro_foglia', { to: consumer, for: 'insert', check: 'true' }),
  grant('registro_foglia', ['select'], api),
  grant('registro_foglia', ['select', 'insert'], consumer),

  // Perfect subtrees: level 0 are the leaves. Hashes only: they say nothing of anybody.
  `CREATE TABLE registro_nodo (
     livello smallint NOT NULL,
     indice bigint NOT NULL,
     hash bytea NOT NULL,
     PRIMARY KEY (livello, indice)
   )`,
  enableRls('registro_nodo'),
  policy('registro_nodo', { to: [api, consumer], for: 'select', using: 'true' }),
  policy('registro_nodo', { to: consumer, for: 'insert', check: 'true' }),
  grant('registro_nodo', ['select'], [api, consumer]),
  grant('registro_nodo', ['insert'], consumer),

  `CREATE TABLE registro_testa (
     dimensione bigint PRIMARY KEY,
     radice bytea NOT NULL,
     emessa_il timestamptz(3) NOT NULL,
     precedente bigint,
     firma text NOT NULL
   )`,
  enableRls('registro_testa'),
  policy('registro_testa', { to: [api, consumer], for: 'select', using: 'true' }),
  policy('registro_testa', { to: consumer, for: 'insert', check: 'true' }),
  grant('registro_testa', ['select'], [api, consumer]),
  grant('registro_testa', ['insert'], consumer),

  // One row. Ricevute up to `ricevute_fino_a` are sealed; leaves before `verificate_fino_a` agreed with the tree in this round of checks.
  `CREATE TABLE registro_stato (
     unico boolean PRIMARY KEY DEFAULT true CHECK (unico),
     ricevute_fino_a uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
     verificate_fino_a bigint NOT NULL DEFAULT 0
   )`,
  `INSERT INTO registro_stato DEFAULT VALUES`,
  enableRls('registro_stato'),
  policy('registro_stato', { to: consumer, for: 'select', using: 'true' }),
  policy('registro_stato', { to: consumer, for: 'update', using: 'true' }),
  grant('registro_stato', ['select', 'update'], consumer),

  // Outcomes of large invii are composed over several transactions.
  `CREATE TABLE esiti_in_corso (
     invio_id uuid PRIMARY KEY,
     ultima_riga bigint NOT NULL,
     foglie bigint NOT NULL,
     frontiera bytea NOT NULL
   )`,
  enableRls('esiti_in_corso'),
  policy('esiti_in_corso', { to: consumer, for: 'all', using: 'true' }),
  grant('esiti_in_corso', ['select', 'insert', 'update', 'delete'], consumer),

  // Invii of the release before are sealed too, the oldest first.
  `ALTER TABLE invio ADD COLUMN esiti_sigillati boolean NOT NULL DEFAULT false`,
  `CREATE INDEX invio_da_sigillare ON invio (concluso_il, id) WHERE concluso_il IS NOT NULL AND NOT esiti_sigillati`,
]);
