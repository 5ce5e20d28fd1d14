import { enableRls, grant, migration, policy } from '#libs/persistence';

const FONTI = `'anpr', 'anagrafe_comunale', 'sanitaria', 'inps', 'sociale'`;
const CHIAVI = ['k_cognome_data', 'k_nome_data', 'k_coppia_anno', 'k_luogo_data'];

/**
 * Persons that several sources speak of, known by many codes or by none. Release N−1 goes on writing its rows: what it does not say has a
 * default, or is null until the person is worked out again.
 */
export const schedeDiMolteFonti = migration(1795230103000, 'schede-di-molte-fonti', ({ api, consumer }) => [
  `ALTER TABLE persona
     ALTER COLUMN anno_nascita DROP NOT NULL,
     ADD COLUMN unita_in uuid,
     ADD COLUMN vita text NOT NULL DEFAULT 'in_vita' CHECK (vita IN ('in_vita', 'decesso_segnalato', 'deceduta')),
     ADD COLUMN data_decesso date,
     ADD COLUMN protetta boolean NOT NULL DEFAULT false,
     ADD COLUMN revisione bigint NOT NULL DEFAULT 0`,
  `CREATE INDEX persona_unita ON persona (unita_in) WHERE unita_in IS NOT NULL`,

  // A fact is said again when its person changes: its revision outlives the scheda, which a cancellation takes away.
  `ALTER TABLE record ADD COLUMN fatto_revisione integer`,

  `ALTER TABLE scheda
     ALTER COLUMN indice DROP NOT NULL,
     ALTER COLUMN gruppo DROP NOT NULL,
     ALTER COLUMN anno_nascita DROP NOT NULL,
     ALTER COLUMN riga_id DROP NOT NULL,
     ADD COLUMN fonte text NOT NULL DEFAULT 'sociale' CHECK (fonte IN (${FONTI})),
     ADD COLUMN comune_fonte text,
     ADD COLUMN vita text CHECK (vita IN ('in_vita', 'deceduta')),
     ADD COLUMN data_decesso date,
     ADD COLUMN fatto bytea,
     ${CHIAVI.map((chiave) => `ADD COLUMN ${chiave} bigint`).join(', ')}`,
  ...CHIAVI.map((chiave) => `CREATE INDEX scheda_${chiave} ON scheda (${chiave}) WHERE ${chiave} IS NOT NULL`),

  // The codes a scheda says besides its main one, which stays in its own row: what release N−1 wrote is whole.
  `CREATE TABLE scheda_codice (
     record_id bytea NOT NULL,
     persona_id uuid NOT NULL,
     indice bytea NOT NULL,
     gruppo bytea NOT NULL,
     sistema text NOT NULL,
     stato text NOT NULL CHECK (stato IN ('dichiarato', 'validato', 'cessato')),
     dal date,
     al date,
     riservato bytea NOT NULL,
     PRIMARY KEY (record_id, indice)
   )`,
  `CREATE INDEX scheda_codice_persona ON scheda_codice (persona_id)`,

  // Whose each record was and is, who decided it and how. One open row for each record.
  `CREATE TABLE legame (
     record_id bytea NOT NULL,
     persona_id uuid NOT NULL,
     dal timestamptz(3) NOT NULL,
     al timestamptz(3),
     decisione text NOT NULL CHECK (decisione IN ('codice', 'automatica', 'nuova', 'manuale')),
     punteggio real,
     modello text,
     attore text,
     motivo text
   ) WITH (fillfactor = 90)`,
  `CREATE UNIQUE INDEX legame_aperto ON legame (record_id) WHERE al IS NULL`,
  `CREATE INDEX legame_record ON legame (record_id, dal)`,
  `CREATE INDEX legame_persona ON legame (persona_id)`,

  `CREATE TABLE distinti (
     persona_a uuid NOT NULL,
     persona_b uuid NOT NULL,
     dal timestamptz(3) NOT NULL,
     al timestamptz(3),
     attore text NOT NULL,
     motivo text NOT NULL,
     CHECK (persona_a < persona_b)
   )`,
  `CREATE UNIQUE INDEX distinti_aperti ON distinti (persona_a, persona_b) WHERE al IS NULL`,
  `CREATE INDEX distinti_altra ON distinti (persona_b) WHERE al IS NULL`,

  // Without a score: the two have a code in common.
  `CREATE TABLE possibile_duplicato (
     id uuid PRIMARY KEY,
     persona_a uuid NOT NULL,
     persona_b uuid NOT NULL,
     punteggio real,
     evidenza bytea NOT NULL,
     stato text NOT NULL DEFAULT 'aperto' CHECK (stato IN ('aperto', 'unito', 'distinto', 'superato')),
     aperto_il timestamptz(3) NOT NULL,
     deciso_il timestamptz(3),
     attore text,
     motivo text,
     revisione bigint NOT NULL DEFAULT 0,
     CHECK (persona_a < persona_b)
   )`,
  `CREATE UNIQUE INDEX possibile_duplicato_aperto ON possibile_duplicato (persona_a, persona_b) WHERE stato = 'aperto'`,
  `CREATE INDEX possibile_duplicato_altra ON possibile_duplicato (persona_b) WHERE stato = 'aperto'`,

  // A row is put in and taken out again by the same transaction: whoever puts in the same one waits until it ends, and nothing is left.
  `CREATE UNLOGGED TABLE serratura (chiave bigint PRIMARY KEY)`,

  ...['scheda_codice', 'legame', 'distinti', 'possibile_duplicato', 'serratura'].flatMap((table) => [
    enableRls(table),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
  ]),
  grant('scheda_codice', ['select', 'insert', 'update', 'delete'], consumer),
  ...['legame', 'distinti', 'possibile_duplicato'].map((table) =>
    grant(table, ['select', 'insert', 'update'], consumer),
  ),
  grant('serratura', ['select', 'insert', 'delete'], consumer),
  grant('scheda_codice', ['select'], api),
  policy('scheda_codice', {
    to: api,
    for: 'select',
    using: 'EXISTS (SELECT FROM scheda s WHERE s.record_id = scheda_codice.record_id)',
  }),
]);
