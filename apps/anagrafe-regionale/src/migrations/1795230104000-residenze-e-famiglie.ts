import { enableRls, grant, migration, policy } from '#libs/persistence';

const FONTE = `fonte text NOT NULL CHECK (fonte IN ('anpr', 'anagrafe_comunale'))`;
const ASSI = `noto_dal timestamptz(3) NOT NULL, noto_al timestamptz(3)`;
const DELLA_PERSONA = (table: string): string => `EXISTS (SELECT FROM persona p WHERE p.id = ${table}.persona_id)`;

/**
 * Where persons live and with whom, on two axes: the days on which it holds, and the instants between which it was known. What was known
 * once is never changed: a row is closed, and another takes its place.
 */
export const residenzeEFamiglie = migration(1795230104000, 'residenze-e-famiglie', ({ api, consumer }) => [
  // Every revision of what an authority says of a residence, sealed: who came first decides, so none is forgotten.
  `CREATE TABLE residenza_detta (
     record_id bytea NOT NULL,
     revisione integer NOT NULL,
     ${FONTE},
     comune text,
     accettata_il timestamptz(3) NOT NULL,
     detto bytea NOT NULL,
     noto_dal timestamptz(3) NOT NULL,
     PRIMARY KEY (record_id, revisione)
   )`,

  `CREATE TABLE residenza (
     id uuid PRIMARY KEY,
     persona_id uuid NOT NULL,
     genere text NOT NULL CHECK (genere IN ('residenza', 'domicilio')),
     comune text NOT NULL,
     ${FONTE},
     dal date NOT NULL,
     al date,
     indirizzo bytea,
     ${ASSI}
   ) WITH (fillfactor = 90)`,
  `CREATE INDEX residenza_di_persona ON residenza (persona_id)`,
  // Of the night in which a residence begins or ends.
  `CREATE INDEX residenza_dal ON residenza (dal) WHERE noto_al IS NULL`,
  `CREATE INDEX residenza_al ON residenza (al) WHERE noto_al IS NULL AND al IS NOT NULL`,
  `CREATE INDEX residenza_in_comune ON residenza (comune, dal)`,

  `CREATE TABLE residenza_contesa (
     id uuid PRIMARY KEY,
     persona_id uuid NOT NULL,
     comune text NOT NULL,
     stabilita text NOT NULL,
     dal date NOT NULL,
     accettata_il timestamptz(3) NOT NULL,
     aperta_il timestamptz(3) NOT NULL,
     chiusa_il timestamptz(3),
     esito text CHECK (esito IN ('accolta', 'caduta'))
   ) WITH (fillfactor = 90)`,
  `CREATE UNIQUE INDEX residenza_contesa_aperta ON residenza_contesa (persona_id, comune) WHERE chiusa_il IS NULL`,
  `CREATE INDEX residenza_contesa_id ON residenza_contesa (id) WHERE chiusa_il IS NULL`,

  // The number of a famiglia is of its comune: found by a keyed digest of both.
  `CREATE TABLE famiglia_componente (
     id uuid PRIMARY KEY,
     record_id bytea NOT NULL,
     persona_id uuid NOT NULL,
     comune text NOT NULL,
     famiglia bytea NOT NULL,
     tipo text NOT NULL CHECK (tipo IN ('famiglia', 'convivenza')),
     relazione text,
     dal date NOT NULL,
     al date,
     ${ASSI}
   ) WITH (fillfactor = 90)`,
  `CREATE INDEX famiglia_componente_persona ON famiglia_componente (persona_id)`,
  `CREATE INDEX famiglia_componente_famiglia ON famiglia_componente (famiglia)`,
  `CREATE INDEX famiglia_componente_record ON famiglia_componente (record_id) WHERE noto_al IS NULL`,

  ...['residenza_detta', 'residenza', 'residenza_contesa', 'famiglia_componente'].flatMap((table) => [
    enableRls(table),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
    grant(table, ['select', 'insert', 'update'], consumer),
  ]),
  ...['residenza', 'famiglia_componente'].flatMap((table) => [
    grant(table, ['select'], api),
    policy(table, { to: api, for: 'select', using: DELLA_PERSONA(table) }),
  ]),
]);
