import { migration } from '#libs/persistence';

/**
 * `scritta_da`: the transaction that wrote a voce last, whoever it was (a trigger: release N−1 writes beside this one). Readers take
 * what was written at or above the oldest transaction that was under way when they read before.
 */
export const scrittureMigration = migration(1795230300000, 'nomenclatore_scritture', () => [
  `ALTER TABLE voce_pubblicata ADD COLUMN scritta_da bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint`,
  `CREATE INDEX voce_pubblicata_scritta_da ON voce_pubblicata (scritta_da, genere, id)`,
  `CREATE FUNCTION note_writer() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     NEW.scritta_da := pg_current_xact_id()::text::bigint;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER scritta_da BEFORE INSERT OR UPDATE ON voce_pubblicata FOR EACH ROW EXECUTE FUNCTION note_writer()`,
  // A snapshot under way: how many chunks were said, and after which voce the next one begins.
  `ALTER TABLE copia_inviata
     ADD COLUMN in_corso boolean NOT NULL DEFAULT false,
     ADD COLUMN blocchi integer NOT NULL DEFAULT 0,
     ADD COLUMN dopo_genere text NOT NULL DEFAULT '',
     ADD COLUMN dopo_id text NOT NULL DEFAULT ''`,
]);
