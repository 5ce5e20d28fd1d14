import { enableRls, grant, migration, monthlyPartitions, policy, scopeUuids } from '#libs/persistence';

/** Of the ente that calls, or of the ente in whose name INPS calls: `snodo.enti`. */
const SUO = `ente = ANY (${scopeUuids('enti')})`;

/** The log of flussi of each ente, what is known of each record, the choices of the enti. */
export const flussi = migration(1795230301000, 'flussi', ({ api, consumer }) => [
  // Append-only: nobody has a right to change or to remove a row. MAIN: bodies of some KB stay in the row, one read gives the page.
  `CREATE TABLE flusso (
     ente uuid NOT NULL,
     ts bigint NOT NULL,
     id_flusso text NOT NULL,
     tipo text NOT NULL,
     codice_ente text,
     denominazione_ente text NOT NULL,
     riga_id uuid NOT NULL,
     record_id bytea NOT NULL,
     revisione integer NOT NULL,
     di integer NOT NULL,
     operazione text NOT NULL CHECK (operazione IN ('I', 'C')),
     impronta bytea NOT NULL,
     corpo bytea NOT NULL,
     pubblicato_il timestamptz(3) NOT NULL,
     PRIMARY KEY (ente, ts)
   ) PARTITION BY RANGE (ts)`,
  `ALTER TABLE flusso ALTER COLUMN corpo SET STORAGE MAIN`,
  `CREATE INDEX flusso_id ON flusso (ente, id_flusso)`,
  ...monthlyPartitions('flusso', consumer, 'bigint'),
  enableRls('flusso'),
  policy('flusso', { to: api, for: 'select', using: SUO }),
  policy('flusso', { to: consumer, for: 'select', using: 'true' }),
  policy('flusso', { to: consumer, for: 'insert', check: 'true' }),
  grant('flusso', ['select'], api),
  grant('flusso', ['select', 'insert'], consumer),

  // The row of an ente is locked by whoever publishes for it, until the commit: one writer per log.
  `CREATE TABLE registro (
     ente uuid PRIMARY KEY,
     codice text,
     ultimo_ts bigint NOT NULL DEFAULT 0,
     giorno text NOT NULL DEFAULT '',
     progressivo integer NOT NULL DEFAULT 0,
     pubblicati bigint NOT NULL DEFAULT 0
   ) WITH (fillfactor = 50)`,
  `CREATE INDEX registro_codice ON registro (codice)`,
  enableRls('registro'),
  policy('registro', { to: [api, consumer], for: 'select', using: 'true' }),
  policy('registro', { to: consumer, for: 'insert', check: 'true' }),
  policy('registro', { to: consumer, for: 'update', using: 'true', check: 'true' }),
  grant('registro', ['select'], api, ['ente', 'codice']),
  grant('registro', ['select', 'insert', 'update'], consumer),

  // `vivi`: places of the flussi of the record that INPS holds. `lasciato`: the content that the ente's own channel told INPS instead.
  `CREATE TABLE record (
     record_id bytea PRIMARY KEY,
     ente uuid NOT NULL,
     riga_id uuid NOT NULL,
     revisione integer NOT NULL,
     annullato boolean NOT NULL,
     motivo text,
     vivi bigint[] NOT NULL,
     lasciato bytea
   ) WITH (fillfactor = 80)`,
  `CREATE INDEX record_motivo ON record (ente, motivo) WHERE motivo IS NOT NULL`,
  enableRls('record'),
  policy('record', { to: consumer, for: 'select', using: 'true' }),
  policy('record', { to: consumer, for: 'insert', check: 'true' }),
  policy('record', { to: consumer, for: 'update', using: 'true', check: 'true' }),
  grant('record', ['select', 'insert', 'update'], consumer),

  `CREATE TABLE modalita_inps (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     ente uuid NOT NULL,
     tracciato text NOT NULL,
     modalita text NOT NULL CHECK (modalita IN ('snodo', 'propria', 'manuale')),
     dal date NOT NULL,
     scelta_il timestamptz(3) NOT NULL,
     scelta_da text NOT NULL
   )`,
  `CREATE INDEX modalita_inps_ente ON modalita_inps (ente, tracciato)`,
  enableRls('modalita_inps'),
  policy('modalita_inps', { to: api, for: 'select', using: SUO }),
  policy('modalita_inps', { to: api, for: 'insert', check: SUO }),
  policy('modalita_inps', { to: consumer, for: 'select', using: 'true' }),
  grant('modalita_inps', ['select', 'insert'], api),
  grant('modalita_inps', ['select'], consumer),
]);
