import { enableRls, grant, migration, policy } from '#libs/persistence';

/** The sealed register of accesses. Nobody has a grant to change or to remove any of it. */
export const registroDegliAccessi = migration(1795230108000, 'registro degli accessi', ({ api, consumer }) => [
  // What is sealed is read by who seals it: the answer to a search never waits for it, and writes nothing more.
  policy('accesso', { to: consumer, for: 'select', using: 'true' }),
  grant('accesso', ['select'], consumer),

  // `contenuto`: of an access the salt of its fields (it holds the rest itself), of a term the whole entry.
  `CREATE TABLE registro_foglia (
     indice bigint PRIMARY KEY,
     genere text NOT NULL CHECK (genere IN ('accesso.v1', 'scadenza.v1')),
     oggetto uuid NOT NULL,
     contenuto bytea NOT NULL,
     UNIQUE (oggetto, genere)
   )`,
  enableRls('registro_foglia'),
  // An entry is seen by who sees what it is of.
  policy('registro_foglia', {
    to: api,
    for: 'select',
    using: `EXISTS (SELECT FROM accesso a WHERE a.id = registro_foglia.oggetto)`,
  }),
  policy('registro_foglia', { to: consumer, for: 'select', using: 'true' }),
  policy('registro_foglia', { to: consumer, for: 'insert', check: 'true' }),
  grant('registro_foglia', ['select'], api),
  grant('registro_foglia', ['select', 'insert'], consumer),

  // Perfect subtrees: level 0 are the leaves. Hashes only, of salted entries: they say nothing of anybody.
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

  // One row. Accesses up to `accessi_fino_a` are sealed; leaves before `verificate_fino_a` agreed with the tree in this round of checks,
  // and accesses up to `riscontrati_fino_a` have their leaf.
  `CREATE TABLE registro_stato (
     unico boolean PRIMARY KEY DEFAULT true CHECK (unico),
     accessi_fino_a uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
     riscontrati_fino_a uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
     verificate_fino_a bigint NOT NULL DEFAULT 0
   )`,
  `INSERT INTO registro_stato DEFAULT VALUES`,
  enableRls('registro_stato'),
  policy('registro_stato', { to: consumer, for: 'select', using: 'true' }),
  policy('registro_stato', { to: consumer, for: 'update', using: 'true' }),
  grant('registro_stato', ['select', 'update'], consumer),

  // Accesses before `prima_di` may be gone. Written by who administers the database, and sealed as they are: nobody can say later that
  // what is missing had expired. Never of the last two years, whoever decides.
  `CREATE TABLE scadenza_accessi (
     id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
     prima_di date NOT NULL,
     atto text NOT NULL CHECK (atto <> ''),
     decisa_il timestamptz(3) NOT NULL DEFAULT now(),
     CHECK (prima_di <= decisa_il - interval '2 years')
   )`,
  enableRls('scadenza_accessi'),
  policy('scadenza_accessi', { to: consumer, for: 'select', using: 'true' }),
  grant('scadenza_accessi', ['select'], consumer),
]);
