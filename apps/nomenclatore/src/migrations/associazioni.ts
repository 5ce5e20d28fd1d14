import { enableRls, grant, migration, policy, scopeUuids, scopeValue } from '#libs/persistence';

const ASSOCIAZIONE = [
  `CREATE TABLE associazione (
     id uuid PRIMARY KEY,
     chiave text NOT NULL,
     da text NOT NULL, codice text NOT NULL, a text NOT NULL,
     relazione text NOT NULL CHECK (relazione IN ('esatta', 'piu_ampia', 'piu_ristretta', 'scelta')),
     destinazioni text[] NOT NULL,
     dal date NOT NULL, al date,
     stato text NOT NULL CHECK (stato IN ('proposta', 'approvata', 'rifiutata', 'chiusa')),
     automatica boolean NOT NULL,
     origine text NOT NULL CHECK (origine IN ('pacchetto', 'registro')),
     pagina text,
     ente uuid,
     proposta_da text, proposta_il timestamptz(3),
     decisa_da text, decisa_il timestamptz(3),
     nota text, limite text,
     revisione integer NOT NULL,
     fonte text NOT NULL, affidabilita text NOT NULL,
     CONSTRAINT associazione_chiave CHECK (chiave = da || '|' || codice || '|' || a),
     CONSTRAINT associazione_sistemi CHECK (da <> a),
     CONSTRAINT associazione_destinazioni CHECK (CASE relazione WHEN 'scelta' THEN cardinality(destinazioni) > 1 ELSE cardinality(destinazioni) = 1 END),
     CONSTRAINT associazione_validita CHECK (al IS NULL OR dal <= al),
     CONSTRAINT associazione_chiusa CHECK (stato <> 'chiusa' OR al IS NOT NULL),
     CONSTRAINT associazione_decisa CHECK (origine = 'pacchetto' OR (stato = 'proposta') = (decisa_il IS NULL)),
     CONSTRAINT associazione_ente CHECK ((da LIKE 'LOC:%') = (ente IS NOT NULL)),
     CONSTRAINT associazione_pagina CHECK ((origine = 'pacchetto') = (pagina IS NOT NULL) AND (pagina IS NULL OR pagina = chiave))
   )`,
  `COMMENT ON COLUMN associazione.chiave IS 'id of the voce of the copies that holds all approved periods of the code'`,
  `COMMENT ON COLUMN associazione.pagina IS 'the voce as a pack writes it: a load rewrites its own rows only'`,
  `COMMENT ON COLUMN associazione.ente IS 'whose local list it is of; no reference: a pack may take the ente away, what was approved stays'`,
  `COMMENT ON COLUMN associazione.limite IS 'what the association does not say, in words for who reads a number made with it'`,
  `CREATE INDEX associazione_per_chiave ON associazione (chiave, dal)`,
  `CREATE UNIQUE INDEX associazione_una_proposta ON associazione (chiave, dal) WHERE stato = 'proposta'`,
  `CREATE INDEX associazione_per_ente ON associazione (ente, stato)`,
  `CREATE INDEX associazione_per_sistemi ON associazione (a, da, stato)`,
  `CREATE INDEX associazione_per_codice ON associazione (da, codice)`,
  `CREATE INDEX associazione_pagina_caricata ON associazione (pagina)`,
  // The rule is the application's, under a lock; here is what stands if it ever errs: two answers for one day would go to INPS.
  `CREATE FUNCTION refuse_shared_day() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (
       SELECT FROM associazione mine JOIN associazione other ON other.chiave = mine.chiave AND other.id <> mine.id
        WHERE mine.id = NEW.id AND mine.stato IN ('approvata', 'chiusa') AND other.stato IN ('approvata', 'chiusa')
          AND daterange(mine.dal, mine.al, '[]') && daterange(other.dal, other.al, '[]'))
     THEN RAISE EXCEPTION 'two approved associations of % share a day', NEW.chiave; END IF;
     RETURN NULL;
   END $$`,
  `CREATE CONSTRAINT TRIGGER no_shared_day AFTER INSERT OR UPDATE ON associazione DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW WHEN (NEW.stato IN ('approvata', 'chiusa')) EXECUTE FUNCTION refuse_shared_day()`,
];

const NOMENCLATURA_LOCALE = [
  `CREATE TABLE nomenclatura_locale (ente uuid PRIMARY KEY, sistema text NOT NULL UNIQUE CHECK (sistema LIKE 'LOC:%'))`,
  `COMMENT ON TABLE nomenclatura_locale IS 'which code system is the list of an ente: its name stays when the codes of the ente change'`,
];

/** Crosswalks of region and State are for all to read; what an ente has proposed is its own and the region's business. */
const VISIBILE = `(ente IS NULL AND stato IN ('approvata', 'chiusa')) OR ente = ANY (${scopeUuids('enti')}) OR ${scopeValue('vista')} = 'regione'`;

/** What a code of one system is in another: proposed, approved, closed; and the lists that enti have of their own. */
export const associazioniMigration = migration(1795230103000, 'nomenclatore_associazioni', ({ api, consumer }) => [
  ...ASSOCIAZIONE,
  ...NOMENCLATURA_LOCALE,
  ...['associazione', 'nomenclatura_locale'].flatMap((table) => [
    enableRls(table),
    grant(table, ['select', 'insert', 'update', 'delete'], consumer),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
    grant(table, ['select'], api),
  ]),
  policy('associazione', { to: api, for: 'select', using: VISIBILE }),
  policy('nomenclatura_locale', { to: api, for: 'select', using: 'true' }),
]);
