import { enableRls, grant, migration, policy, scopeUuids, scopeValue } from '#libs/persistence';

/** Rows of the enti in the scope; the region, whose scope says so, sees all. */
const VISIBILE = `ente_mittente = ANY (${scopeUuids('enti')}) OR ${scopeValue('vista')} = 'regione'`;
const TABELLE = ['consegna', 'consegna_stato', 'consegna_regola'];

/**
 * What each ente delivered: one row per invio, filled by the message of its receipt and by that of its conclusion, whichever comes
 * first; counts by state and by rule beside it. Counting at the reading keeps the projection right under any order and repetition.
 */
export const consegne = migration(1795230402000, 'reporting_consegne', ({ api, consumer }) => [
  `CREATE TABLE consegna (
     invio_id uuid PRIMARY KEY,
     ente_mittente uuid NOT NULL,
     tracciato text NOT NULL CHECK (tracciato ~ '^[A-Z_]{1,40}@[0-9.]{1,19}$'),
     canale text CHECK (canale ~ '^[a-z_]{1,20}$'),
     dimensione bigint,
     ricevuto_il timestamptz(3),
     esito text CHECK (esito IN ('concluso', 'illeggibile')),
     righe bigint,
     concluso_il timestamptz(3)
   )`,
  `CREATE INDEX consegna_quando ON consegna ((coalesce(ricevuto_il, concluso_il)))`,
  `CREATE TABLE consegna_stato (
     invio_id uuid NOT NULL,
     ente_mittente uuid NOT NULL,
     stato text NOT NULL CHECK (stato ~ '^[a-z_]{1,40}$'),
     righe bigint NOT NULL,
     PRIMARY KEY (invio_id, stato)
   )`,
  `CREATE TABLE consegna_regola (
     invio_id uuid NOT NULL,
     ente_mittente uuid NOT NULL,
     regola text NOT NULL CHECK (regola ~ '^[A-Z]{1,8}-[0-9]{1,4}$'),
     rilievi bigint NOT NULL,
     PRIMARY KEY (invio_id, regola)
   )`,
  ...TABELLE.flatMap((table) => [
    enableRls(table),
    grant(table, ['select', 'insert', 'update', 'delete'], consumer),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
    grant(table, ['select'], api),
    policy(table, { to: api, for: 'select', using: VISIBILE }),
  ]),
]);
