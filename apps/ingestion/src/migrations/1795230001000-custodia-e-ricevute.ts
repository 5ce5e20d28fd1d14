import { enableRls, grant, migration, monthlyPartitions, policy, scopeUuids } from '#libs/persistence';

const MIEI = `ANY (${scopeUuids('enti')})`;
const CHI_DEPOSITA = `ente_mittente = ${MIEI} OR depositante = ${MIEI}`;

/** Invii, their bytes, their ricevute. The caller's ente is `snodo.enti`; a batch of deposits sets those of all its callers. */
export const custodiaERicevute = migration(1795230001000, 'custodia e ricevute', ({ api, consumer }) => [
  `CREATE TABLE invio (
     id uuid PRIMARY KEY,
     ente_mittente uuid NOT NULL,
     depositante uuid NOT NULL,
     client_id text NOT NULL,
     delega text,
     tracciato text NOT NULL,
     canale text NOT NULL,
     stato text NOT NULL DEFAULT 'ricevuto' CHECK (stato IN ('ricevuto', 'in_validazione', 'concluso', 'illeggibile')),
     dimensione bigint NOT NULL,
     impronta bytea NOT NULL,
     chiave_idempotenza text,
     chiave_custodia bytea NOT NULL,
     ricevuto_il timestamptz(3) NOT NULL,
     ente_erogatore uuid,
     nomenclatura text,
     schema_valido boolean,
     righe bigint,
     concluso_il timestamptz(3),
     annullato_il timestamptz(3)
   )`,
  `CREATE UNIQUE INDEX invio_stessi_byte ON invio (ente_mittente, tracciato, impronta) WHERE annullato_il IS NULL`,
  `CREATE UNIQUE INDEX invio_stessa_chiave ON invio (ente_mittente, chiave_idempotenza)
     WHERE chiave_idempotenza IS NOT NULL AND annullato_il IS NULL`,
  `CREATE INDEX invio_depositante ON invio (depositante, id) WHERE depositante <> ente_mittente`,
  `CREATE INDEX invio_mittente ON invio (ente_mittente, id)`,
  `CREATE INDEX invio_erogatore ON invio (ente_erogatore, id) WHERE ente_erogatore <> ente_mittente`,
  enableRls('invio'),
  policy('invio', { to: api, for: 'select', using: `${CHI_DEPOSITA} OR ente_erogatore = ${MIEI}` }),
  policy('invio', { to: api, for: 'insert', check: `depositante = ${MIEI}` }),
  policy('invio', { to: api, for: 'update', using: CHI_DEPOSITA, check: CHI_DEPOSITA }),
  policy('invio', { to: consumer, for: 'all', using: 'true' }),
  grant('invio', ['select', 'insert'], api),
  grant('invio', ['update'], api, ['annullato_il']),
  grant('invio', ['select', 'update', 'delete'], consumer),

  // EXTERNAL: sealed bytes do not compress, trying costs a third of the write.
  `CREATE TABLE custodia (
     invio_id uuid NOT NULL,
     indice integer NOT NULL,
     byte bytea NOT NULL,
     PRIMARY KEY (invio_id, indice)
   ) PARTITION BY RANGE (invio_id)`,
  `ALTER TABLE custodia ALTER COLUMN byte SET STORAGE EXTERNAL`,
  ...monthlyPartitions('custodia', consumer),
  enableRls('custodia'),
  policy('custodia', { to: api, for: 'insert', check: 'true' }),
  policy('custodia', { to: consumer, for: 'all', using: 'true' }),
  grant('custodia', ['insert'], api),
  grant('custodia', ['select', 'delete'], consumer),

  `CREATE TABLE caricamento (
     invio_id uuid PRIMARY KEY,
     vivo_il timestamptz(3) NOT NULL DEFAULT clock_timestamp()
   )`,
  enableRls('caricamento'),
  policy('caricamento', { to: [api, consumer], for: 'all', using: 'true' }),
  grant('caricamento', ['select', 'insert', 'update', 'delete'], [api, consumer]),

  `CREATE SEQUENCE ricevuta_numero INCREMENT BY 100`,
  `GRANT USAGE ON SEQUENCE ricevuta_numero TO "${api}"`,
  `CREATE TABLE ricevuta (
     id uuid PRIMARY KEY,
     numero bigint NOT NULL UNIQUE,
     invio_id uuid NOT NULL UNIQUE,
     ente_mittente uuid NOT NULL,
     depositante uuid NOT NULL,
     firma text NOT NULL,
     foglia bytea NOT NULL,
     emessa_il timestamptz(3) NOT NULL
   )`,
  enableRls('ricevuta'),
  policy('ricevuta', { to: api, for: 'select', using: CHI_DEPOSITA }),
  policy('ricevuta', { to: api, for: 'insert', check: `depositante = ${MIEI}` }),
  policy('ricevuta', { to: consumer, for: 'select', using: 'true' }),
  grant('ricevuta', ['select', 'insert'], api),
  grant('ricevuta', ['select'], consumer),
]);
