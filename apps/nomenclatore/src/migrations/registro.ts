import { enableRls, grant, migration, policy } from '#libs/persistence';

/** Read by anyone without a token. */
const PUBLIC = [
  'versione_nomenclatura',
  'voce_nomenclatura',
  'comune',
  'provincia',
  'regione',
  'stato',
  'ente',
  'codice_ente',
  'ambito',
  'appartenenza',
  'capofila',
  'caricamento',
];
/** Never leave but as messages to our own apps, or to the guard of this one. */
const RESERVED = ['delega', 'client', 'voce_pubblicata', 'copia_inviata'];

const PROVENIENZA = `fonte text NOT NULL, affidabilita text NOT NULL`;
const VALIDITA = `dal date NOT NULL, al date, CHECK (al IS NULL OR dal <= al)`;

const NOMENCLATURE = [
  `CREATE TABLE versione_nomenclatura (
     id text PRIMARY KEY,
     sistema text NOT NULL,
     versione text NOT NULL,
     denominazione text NOT NULL,
     stato text NOT NULL CHECK (stato IN ('bozza', 'pubblicata', 'ritirata')),
     impronta text NOT NULL,
     origine text NOT NULL,
     ${VALIDITA},
     ${PROVENIENZA},
     UNIQUE (sistema, versione)
   )`,
  `CREATE TABLE voce_nomenclatura (
     versione_id text NOT NULL REFERENCES versione_nomenclatura,
     codice text NOT NULL,
     posizione integer NOT NULL,
     padre text,
     denominazione text NOT NULL,
     descrizione text,
     attributi jsonb NOT NULL,
     ${PROVENIENZA},
     PRIMARY KEY (versione_id, codice)
   )`,
  // What was published has been used to judge righe: the database itself refuses to change it, whoever asks.
  `CREATE FUNCTION refuse_published() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE published boolean;
   BEGIN
     SELECT stato <> 'bozza' INTO published FROM versione_nomenclatura
      WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.versione_id ELSE NEW.versione_id END;
     IF published THEN RAISE EXCEPTION 'a published version of a code system never changes'; END IF;
     RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
   END $$`,
  `CREATE TRIGGER immutable BEFORE INSERT OR UPDATE OR DELETE ON voce_nomenclatura
     FOR EACH ROW EXECUTE FUNCTION refuse_published()`,
];

/** `pagina`: the part of the table that travels as one voce of the copies. */
const TERRITORIO = [
  `CREATE TABLE comune (
     pagina text NOT NULL,
     belfiore text, istat text NOT NULL, denominazione text NOT NULL, altra_denominazione text,
     sigla_provincia text, provincia_istat text NOT NULL, regione_istat text NOT NULL,
     dal date NOT NULL, al date NOT NULL, ${PROVENIENZA}
   )`,
  `CREATE INDEX comune_istat ON comune (istat)`,
  `CREATE INDEX comune_belfiore ON comune (belfiore)`,
  `CREATE INDEX comune_pagina ON comune (pagina)`,
  `CREATE TABLE stato (
     pagina text NOT NULL,
     istat text, denominazione text NOT NULL, iso_alpha3 text, iso_numerico text, belfiore text,
     cittadinanza boolean NOT NULL, nascita boolean NOT NULL, residenza boolean NOT NULL, al date NOT NULL, ${PROVENIENZA}
   )`,
  `CREATE TABLE provincia (
     pagina text NOT NULL, istat text PRIMARY KEY, denominazione text NOT NULL, sigla text NOT NULL,
     regione_istat text NOT NULL, ${PROVENIENZA}
   )`,
  `CREATE TABLE regione (
     pagina text NOT NULL, istat text NOT NULL, denominazione text NOT NULL, provincia_istat text,
     agenzia_entrate text NOT NULL, ${PROVENIENZA}
   )`,
];

/** References wait for the end of the transaction: a load rewrites a thing by taking its rows out and putting them in. */
const LATER = 'DEFERRABLE INITIALLY DEFERRED';

const ENTI = [
  `CREATE TABLE ente (id uuid PRIMARY KEY, chiave text NOT NULL UNIQUE, denominazione text NOT NULL, tipo text NOT NULL, ${VALIDITA}, ${PROVENIENZA})`,
  `CREATE TABLE codice_ente (
     ente uuid NOT NULL REFERENCES ente ${LATER}, sistema text NOT NULL, codice text NOT NULL, ${VALIDITA}, ${PROVENIENZA},
     PRIMARY KEY (ente, sistema, codice, dal)
   )`,
  `CREATE INDEX codice_ente_codice ON codice_ente (upper(codice))`,
  `CREATE TABLE ambito (id uuid PRIMARY KEY, codice text NOT NULL, denominazione text NOT NULL, tipo text NOT NULL, ${VALIDITA}, ${PROVENIENZA})`,
  ...['appartenenza', 'capofila'].map(
    (table) => `CREATE TABLE ${table} (
       ambito uuid NOT NULL REFERENCES ambito ${LATER}, ente uuid NOT NULL REFERENCES ente ${LATER}, ${VALIDITA}, ${PROVENIENZA},
       PRIMARY KEY (ambito, ente, dal)
     )`,
  ),
  `CREATE TABLE delega (
     id uuid PRIMARY KEY, sigla text NOT NULL,
     delegante uuid NOT NULL REFERENCES ente ${LATER}, delegato uuid NOT NULL REFERENCES ente ${LATER},
     oggetto text NOT NULL, tracciato text, ambito uuid REFERENCES ambito ${LATER}, subdelegabile boolean NOT NULL,
     deriva_da uuid REFERENCES delega ${LATER},
     atto_tipo text NOT NULL, atto_numero text NOT NULL, atto_data date NOT NULL, ${VALIDITA}, ${PROVENIENZA}
   )`,
  `CREATE TABLE client (
     id uuid PRIMARY KEY, client_id text NOT NULL, ente uuid NOT NULL REFERENCES ente ${LATER},
     gestore uuid REFERENCES ente ${LATER}, ruoli text[] NOT NULL, ${VALIDITA}, ${PROVENIENZA}
   )`,
  `CREATE INDEX client_client_id ON client (client_id)`,
];

const PUBBLICAZIONE = [
  `CREATE TABLE voce_pubblicata (
     genere text NOT NULL, id text NOT NULL, revisione integer NOT NULL, contenuto jsonb, impronta text NOT NULL,
     origine text NOT NULL,
     PRIMARY KEY (genere, id)
   )`,
  `COMMENT ON TABLE voce_pubblicata IS 'what the other services have been told: changes and snapshots are both read from here'`,
  `CREATE TABLE caricamento (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, caricato_il timestamptz(3) NOT NULL, origine text NOT NULL,
     nuove integer NOT NULL, variate integer NOT NULL, tolte integer NOT NULL
   )`,
  `CREATE TABLE copia_inviata (richiesta_id uuid PRIMARY KEY, app text NOT NULL, fornita_il timestamptz(3) NOT NULL)`,
];

/** Code systems, territory, enti and what has been told of them to the other services. */
export const registroMigration = migration(1795230100000, 'nomenclatore_registro', ({ api, consumer }) => [
  ...NOMENCLATURE,
  ...TERRITORIO,
  ...ENTI,
  ...PUBBLICAZIONE,
  ...[...PUBLIC, ...RESERVED].flatMap((table) => [
    enableRls(table),
    grant(table, ['select', 'insert', 'update', 'delete'], consumer),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
  ]),
  ...PUBLIC.flatMap((table) => [
    grant(table, ['select'], api),
    policy(table, { to: api, for: 'select', using: 'true' }),
  ]),
]);
