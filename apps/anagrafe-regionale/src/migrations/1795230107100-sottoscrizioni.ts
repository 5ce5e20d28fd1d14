import { enableRls, grant, migration, policy, scopeValue } from '#libs/persistence';

const SUA = `ente::text = ${scopeValue('ente')}`;

/** Who wants to know of whom, what waits for the end of its window, and the feed of each ente. */
export const sottoscrizioni = migration(1795230107100, 'sottoscrizioni', ({ api, consumer }) => [
  `ALTER TABLE variazione ADD COLUMN causa uuid`,

  // `persona_id` stays as it was written: merges are followed through persona.unita_in when something is told.
  `CREATE TABLE sottoscrizione (
     id uuid PRIMARY KEY,
     ente uuid NOT NULL,
     persona_id uuid NOT NULL,
     oggetto text NOT NULL CHECK (oggetto IN ('persona', 'famiglia')),
     gruppi smallint NOT NULL CHECK (gruppi > 0),
     finalita text NOT NULL,
     pratica text NOT NULL,
     soggetto bytea NOT NULL,
     client_id text NOT NULL,
     dal timestamptz(3) NOT NULL,
     fino_al date NOT NULL,
     cessata_il timestamptz(3),
     motivo text CHECK (motivo IN ('richiesta', 'scadenza', 'fine_visibilita', 'decesso')),
     CHECK ((cessata_il IS NULL) = (motivo IS NULL))
   ) WITH (fillfactor = 90)`,
  `CREATE UNIQUE INDEX sottoscrizione_viva ON sottoscrizione (persona_id, ente, oggetto, pratica) WHERE cessata_il IS NULL`,
  `CREATE INDEX sottoscrizione_ente ON sottoscrizione (ente, id)`,
  enableRls('sottoscrizione'),
  policy('sottoscrizione', { to: api, for: 'all', using: SUA }),
  policy('sottoscrizione', { to: consumer, for: 'all', using: 'true' }),
  grant('sottoscrizione', ['select', 'insert'], api),
  grant('sottoscrizione', ['update'], api, ['gruppi', 'finalita', 'fino_al']),
  grant('sottoscrizione', ['update'], [api, consumer], ['cessata_il', 'motivo']),
  grant('sottoscrizione', ['select'], consumer),

  // What falls into one window of a subscription is one row for each kind of thing to tell and each person it is about.
  `CREATE TABLE notifica_in_attesa (
     sottoscrizione uuid NOT NULL,
     tipo text NOT NULL CHECK (tipo IN ('variazione', 'unione', 'separazione', 'maggiore_eta', 'controllo')),
     persona_id uuid NOT NULL,
     altra uuid,
     causa uuid,
     ente uuid NOT NULL,
     gruppi smallint NOT NULL,
     decorrenza date,
     riservata boolean NOT NULL,
     scade_il timestamptz(3) NOT NULL,
     UNIQUE NULLS NOT DISTINCT (sottoscrizione, tipo, persona_id, altra, causa)
   )`,
  `CREATE INDEX notifica_in_attesa_scadenza ON notifica_in_attesa (ente, scade_il)`,
  enableRls('notifica_in_attesa'),
  policy('notifica_in_attesa', { to: api, for: 'insert', check: `${SUA} AND tipo = 'controllo'` }),
  policy('notifica_in_attesa', { to: consumer, for: 'all', using: 'true' }),
  grant('notifica_in_attesa', ['insert'], api),
  grant('notifica_in_attesa', ['select', 'insert', 'update', 'delete'], consumer),

  // The row of an ente is held to the commit by the one that numbers its notifiche: numbers become visible in their order, without gaps.
  `CREATE TABLE canale (
     ente uuid PRIMARY KEY,
     ultimo bigint NOT NULL DEFAULT 0,
     scartate_fino bigint NOT NULL DEFAULT 0
   ) WITH (fillfactor = 50)`,
  enableRls('canale'),
  policy('canale', { to: api, for: 'select', using: SUA }),
  policy('canale', { to: consumer, for: 'all', using: 'true' }),
  grant('canale', ['select'], api),
  grant('canale', ['select', 'insert', 'update'], consumer),

  `CREATE TABLE notifica (
     ente uuid NOT NULL,
     numero bigint NOT NULL,
     sottoscrizione uuid NOT NULL,
     soggetto bytea NOT NULL,
     altro_soggetto bytea,
     tipo text NOT NULL,
     gruppi smallint NOT NULL,
     decorrenza date,
     emessa_il timestamptz(3) NOT NULL,
     PRIMARY KEY (ente, numero)
   )`,
  `CREATE INDEX notifica_emessa ON notifica (emessa_il)`,
  enableRls('notifica'),
  policy('notifica', { to: api, for: 'select', using: SUA }),
  policy('notifica', { to: consumer, for: 'all', using: 'true' }),
  grant('notifica', ['select'], api),
  grant('notifica', ['select', 'insert', 'delete'], consumer),

  // Up to which birthday majorities were told; one row.
  `CREATE TABLE maggiore_eta (unica boolean PRIMARY KEY CHECK (unica), fino_al date NOT NULL)`,
  enableRls('maggiore_eta'),
  policy('maggiore_eta', { to: consumer, for: 'all', using: 'true' }),
  grant('maggiore_eta', ['select', 'insert', 'update'], consumer),
]);
