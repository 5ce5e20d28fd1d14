import { enableRls, grant, migration, policy } from '#libs/persistence';

const STORIA = [
  `CREATE TABLE storia (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     il timestamptz(3) NOT NULL,
     chi text NOT NULL,
     ente uuid,
     genere text NOT NULL,
     cosa text NOT NULL,
     azione text NOT NULL,
     prima jsonb,
     dopo jsonb,
     motivo text
   )`,
  `CREATE INDEX storia_cosa ON storia (genere, cosa, id)`,
  `COMMENT ON TABLE storia IS 'every change of the registry by API or file: who, for which ente, when, why; only ever added to'`,
  `COMMENT ON COLUMN storia.ente IS 'no reference: what was done stays told when the ente is no more'`,
];

const VERSIONI = [
  `ALTER TABLE versione_nomenclatura
     ADD COLUMN revisione integer NOT NULL DEFAULT 1,
     ADD COLUMN ente uuid`,
  `COMMENT ON COLUMN versione_nomenclatura.revisione IS 'grows at every write by API: who changes it says which one was seen'`,
  `COMMENT ON COLUMN versione_nomenclatura.ente IS 'whose list it is, for local systems; null for those of the region and of the State'`,
  // Its items are guarded already; here its name, its first day and the way back.
  `CREATE FUNCTION refuse_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF OLD.stato = 'bozza' THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
     IF TG_OP = 'DELETE' OR NEW.stato = 'bozza' OR (OLD.stato = 'ritirata' AND NEW.stato <> 'ritirata')
        OR (OLD.id, OLD.sistema, OLD.versione, OLD.dal, OLD.impronta)
           IS DISTINCT FROM (NEW.id, NEW.sistema, NEW.versione, NEW.dal, NEW.impronta)
     THEN RAISE EXCEPTION 'a published version of a code system never changes'; END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON versione_nomenclatura
     FOR EACH ROW EXECUTE FUNCTION refuse_published_version()`,
];

/** Versions are made by API too, and the registry keeps who changed what. */
export const versioniMigration = migration(1795230102000, 'nomenclatore_versioni', ({ consumer }) => [
  ...STORIA,
  enableRls('storia'),
  grant('storia', ['select', 'insert'], consumer),
  policy('storia', { to: consumer, for: 'select', using: 'true' }),
  policy('storia', { to: consumer, for: 'insert', check: 'true' }),
  ...VERSIONI,
]);
