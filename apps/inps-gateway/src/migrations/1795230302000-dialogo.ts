import { enableRls, grant, migration, policy, scopeUuids } from '#libs/persistence';

const SUO = `ente = ANY (${scopeUuids('enti')})`;

/** What INPS asked and what it answered. */
export const dialogo = migration(1795230302000, 'dialogo', ({ api, consumer }) => [
  // `since` as INPS sent it: its document allows more than a bigint.
  `CREATE TABLE interrogazione (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     ente uuid NOT NULL,
     since numeric(21) NOT NULL,
     limite smallint NOT NULL,
     il timestamptz(3) NOT NULL,
     serviti smallint NOT NULL,
     servito_fino bigint,
     elaborata boolean NOT NULL DEFAULT false
   )`,
  `CREATE INDEX interrogazione_da_elaborare ON interrogazione (ente, id) WHERE NOT elaborata`,
  `CREATE INDEX interrogazione_since ON interrogazione (ente, since)`,
  enableRls('interrogazione'),
  policy('interrogazione', { to: api, for: 'insert', check: SUO }),
  policy('interrogazione', { to: consumer, for: 'select', using: 'true' }),
  policy('interrogazione', { to: consumer, for: 'update', using: 'true', check: 'true' }),
  grant('interrogazione', ['insert'], api),
  grant('interrogazione', ['select'], consumer),
  grant('interrogazione', ['update'], consumer, ['elaborata']),

  // How far INPS has come along the log of an ente, and what it answered in all. Up to `prelevato_fino` ingestion has been told.
  `CREATE TABLE andamento (
     ente uuid PRIMARY KEY,
     servito_fino bigint NOT NULL DEFAULT 0,
     prelevato_fino bigint NOT NULL DEFAULT 0,
     prelevati bigint NOT NULL DEFAULT 0,
     accolti bigint NOT NULL DEFAULT 0,
     respinti bigint NOT NULL DEFAULT 0,
     ultima_interrogazione timestamptz(3)
   ) WITH (fillfactor = 50)`,
  enableRls('andamento'),
  policy('andamento', { to: api, for: 'select', using: SUO }),
  policy('andamento', { to: consumer, for: 'select', using: 'true' }),
  policy('andamento', { to: consumer, for: 'insert', check: 'true' }),
  policy('andamento', { to: consumer, for: 'update', using: 'true', check: 'true' }),
  grant('andamento', ['select'], api, ['ente', 'prelevato_fino']),
  grant('andamento', ['select', 'insert', 'update'], consumer),

  // A batch of outcomes as it came: it is kept, whatever becomes of what it says.
  `CREATE TABLE notifica (
     id uuid PRIMARY KEY,
     ente uuid NOT NULL,
     ricevuta_il timestamptz(3) NOT NULL,
     corpo bytea NOT NULL,
     elaborata_il timestamptz(3)
   )`,
  `CREATE INDEX notifica_da_elaborare ON notifica (id) WHERE elaborata_il IS NULL`,
  enableRls('notifica'),
  policy('notifica', { to: api, for: 'insert', check: SUO }),
  policy('notifica', { to: consumer, for: 'select', using: 'true' }),
  policy('notifica', { to: consumer, for: 'update', using: 'true', check: 'true' }),
  grant('notifica', ['insert'], api),
  grant('notifica', ['select'], consumer),
  grant('notifica', ['update'], consumer, ['elaborata_il']),

  // Every different outcome of a flusso, in the order in which they came; the last one holds. `ts` is missing as long as no flusso has
  // the id: an orphan.
  `CREATE TABLE esito (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     ente uuid NOT NULL,
     id_flusso text NOT NULL,
     impronta bytea NOT NULL,
     notifica_id uuid NOT NULL,
     ts bigint,
     codice text NOT NULL,
     accolto boolean NOT NULL,
     descrizione bytea,
     id_acquisizione text,
     acquisito_il timestamptz(3),
     ricevuto_il timestamptz(3) NOT NULL,
     volte integer NOT NULL DEFAULT 1,
     UNIQUE (ente, id_flusso, impronta)
   )`,
  `CREATE INDEX esito_di_flusso ON esito (ente, ts, id) WHERE ts IS NOT NULL`,
  `CREATE INDEX esito_orfano ON esito (id) WHERE ts IS NULL`,
  enableRls('esito'),
  policy('esito', { to: api, for: 'select', using: SUO }),
  policy('esito', { to: consumer, for: 'select', using: 'true' }),
  policy('esito', { to: consumer, for: 'insert', check: 'true' }),
  policy('esito', { to: consumer, for: 'update', using: 'true', check: 'true' }),
  grant('esito', ['select'], api),
  grant('esito', ['select', 'insert'], consumer),
  grant('esito', ['update'], consumer, ['ts', 'volte']),
]);
