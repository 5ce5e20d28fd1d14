import { enableRls, grant, migration, policy, scopeTexts, scopeUuids } from '#libs/persistence';

const DEI_MIEI_ENTI = `ente_erogatore = ANY (${scopeUuids('enti')})`;

/**
 * Who sees a person follows where it lives (`snodo.comuni`: ISTAT codes) and who gave it a prestazione (`snodo.enti`), as the rules of
 * visibility put them in the scope. This is the net below those rules: it knows rows, they know fields and purposes.
 */
const VISIBILE = `comune_residenza = ANY (${scopeTexts('comuni')})
  OR EXISTS (SELECT FROM scheda s WHERE s.persona_id = persona.id AND s.${DEI_MIEI_ENTI})`;

/** Persons, what each source says of them, the codes by which they are found. */
export const persone = migration(1795230101000, 'persone', ({ api, consumer }) => [
  // The last revision seen of each record, a tombstone where it was a cancellation: its lock is that of the record.
  `CREATE TABLE record (
     record_id bytea PRIMARY KEY,
     revisione integer NOT NULL,
     annullato boolean NOT NULL
   ) WITH (fillfactor = 80)`,
  enableRls('record'),
  policy('record', { to: consumer, for: 'all', using: 'true' }),
  grant('record', ['select', 'insert', 'update'], consumer),

  // One row for each code ever met (its form without omocodia): who holds its lock decides whose code it is.
  `CREATE TABLE gruppo (gruppo bytea PRIMARY KEY)`,
  enableRls('gruppo'),
  policy('gruppo', { to: consumer, for: 'all', using: 'true' }),
  // UPDATE is what FOR UPDATE asks for; nothing is ever changed.
  grant('gruppo', ['select', 'insert', 'update'], consumer),

  // In clear what must be searched; the code and the rest in riservato, encrypted, with the source of each field.
  `CREATE TABLE persona (
     id uuid PRIMARY KEY,
     cognome text NOT NULL,
     nome text NOT NULL,
     anno_nascita smallint NOT NULL,
     data_nascita date,
     comune_residenza text,
     dubbia boolean NOT NULL,
     riservato bytea NOT NULL,
     variata_il timestamptz(3) NOT NULL
   ) WITH (fillfactor = 80)`,
  `CREATE INDEX persona_residente ON persona (comune_residenza)`,

  `CREATE TABLE scheda (
     record_id bytea PRIMARY KEY,
     revisione integer NOT NULL,
     persona_id uuid NOT NULL,
     ente_erogatore uuid NOT NULL,
     riga_id uuid NOT NULL,
     tracciato text NOT NULL,
     indice bytea NOT NULL,
     gruppo bytea NOT NULL,
     cognome text NOT NULL,
     nome text NOT NULL,
     anno_nascita smallint NOT NULL,
     data_nascita date,
     comune_residenza text,
     riservato bytea NOT NULL,
     accettata_il timestamptz(3) NOT NULL,
     registrata_il timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX scheda_di_persona ON scheda (persona_id, ente_erogatore)`,

  `CREATE TABLE persona_codice (
     indice bytea NOT NULL,
     persona_id uuid NOT NULL,
     gruppo bytea NOT NULL,
     PRIMARY KEY (indice, persona_id)
   )`,
  `CREATE INDEX persona_codice_gruppo ON persona_codice (gruppo)`,
  `CREATE INDEX persona_codice_persona ON persona_codice (persona_id)`,

  ...['persona', 'scheda', 'persona_codice'].flatMap((table) => [
    enableRls(table),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
    grant(table, ['select', 'insert', 'update', 'delete'], consumer),
    grant(table, ['select'], api),
  ]),
  policy('persona', { to: api, for: 'select', using: VISIBILE }),
  policy('scheda', { to: api, for: 'select', using: DEI_MIEI_ENTI }),
  policy('persona_codice', {
    to: api,
    for: 'select',
    using: 'EXISTS (SELECT FROM persona p WHERE p.id = persona_codice.persona_id)',
  }),
]);
