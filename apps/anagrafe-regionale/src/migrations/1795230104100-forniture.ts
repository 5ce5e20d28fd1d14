import { enableRls, grant, migration, policy, scopeUuids, scopeValue } from '#libs/persistence';

const STATI = `'in_arrivo', 'completa', 'sospesa', 'in_applicazione', 'applicata', 'rifiutata'`;

/**
 * What comuni deliver of their registries. A fornitura is decided as a whole: its righe wait, sealed, until all have come, and are gone
 * once it is applied or refused.
 */
export const forniture = migration(1795230104100, 'forniture', ({ api, consumer }) => [
  `CREATE TABLE fornitura (
     id uuid PRIMARY KEY,
     invio_id uuid NOT NULL,
     ente uuid NOT NULL,
     verso text NOT NULL CHECK (verso IN ('consegna', 'annullamento')),
     comune text,
     tipo text CHECK (tipo IN ('completa', 'incrementale')),
     tracciato text,
     stato text NOT NULL CHECK (stato IN (${STATI})),
     popolazione boolean NOT NULL DEFAULT false,
     dette integer,
     ricevute integer NOT NULL DEFAULT 0,
     ignote integer NOT NULL DEFAULT 0,
     applicate integer NOT NULL DEFAULT 0,
     residenti integer,
     uscite integer,
     pretese integer,
     motivi text[] NOT NULL DEFAULT '{}',
     ricevuta_il timestamptz(3) NOT NULL,
     sentita_il timestamptz(3) NOT NULL,
     accettata_il timestamptz(3),
     giudicata_il timestamptz(3),
     conclusa_il timestamptz(3),
     riprova_il timestamptz(3),
     UNIQUE (invio_id, ente, verso)
   ) WITH (fillfactor = 70)`,
  `CREATE INDEX fornitura_da_fare ON fornitura (ricevuta_il) WHERE stato IN ('in_arrivo', 'completa', 'in_applicazione', 'rifiutata')`,
  `CREATE INDEX fornitura_di_ente ON fornitura (ente, ricevuta_il)`,
  `CREATE INDEX fornitura_di_comune ON fornitura (comune, accettata_il) WHERE stato = 'applicata'`,

  `CREATE TABLE fornitura_riga (
     fornitura uuid NOT NULL,
     record_id bytea NOT NULL,
     revisione integer NOT NULL,
     riga_id uuid NOT NULL,
     persona_id uuid,
     annullamento boolean NOT NULL,
     accettata_il timestamptz(3) NOT NULL,
     esce boolean NOT NULL,
     entra boolean NOT NULL,
     contenuto bytea NOT NULL,
     PRIMARY KEY (fornitura, record_id, revisione)
   )`,

  `CREATE TABLE fornitura_atto (
     id uuid PRIMARY KEY,
     fornitura uuid NOT NULL,
     decisione text NOT NULL CHECK (decisione IN ('conferma', 'rifiuto')),
     ente uuid NOT NULL,
     client_id text NOT NULL,
     soggetto text NOT NULL,
     motivo text NOT NULL,
     deciso_il timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX fornitura_atto_di ON fornitura_atto (fornitura)`,

  ...['fornitura', 'fornitura_riga', 'fornitura_atto'].flatMap((table) => [
    enableRls(table),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
    grant(table, ['select', 'insert', 'update', 'delete'], consumer),
  ]),
  // Of persons whom the registry does not know nothing is kept.
  grant('residenza_detta', ['delete'], consumer),
  // The ente whose fornitura it is sees it and decides on it; what is in it is shown to nobody.
  grant('fornitura', ['select'], api),
  grant('fornitura', ['update'], api, ['stato']),
  policy('fornitura', {
    to: api,
    for: 'select',
    using: `ente = ANY (${scopeUuids('enti')}) OR ${scopeValue('tutte_le_forniture')} = 'si'`,
  }),
  policy('fornitura', {
    to: api,
    for: 'update',
    using: `ente = ANY (${scopeUuids('enti')}) AND stato = 'sospesa'`,
    check: 'true',
  }),
  grant('fornitura_atto', ['select', 'insert'], api),
  policy('fornitura_atto', { to: api, for: 'select', using: `ente = ANY (${scopeUuids('enti')})` }),
  policy('fornitura_atto', { to: api, for: 'insert', check: `ente = ANY (${scopeUuids('enti')})` }),
]);
