import { migration } from '#libs/persistence';

/**
 * A person that ceased to be comes back under its own id where somebody decided that a record is of it. Its protection, which named that
 * id all along, is marked on the new row before anybody reads it.
 */
export const protezioniDiChiTorna = migration(1795230116300, 'protezioni-di-chi-torna', () => [
  `CREATE FUNCTION protezione_riletta() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
   DECLARE
     tornate uuid[] := ARRAY(SELECT n.id FROM nuove n WHERE EXISTS (SELECT FROM protezione r WHERE r.al IS NULL AND r.persona_id = n.id)
       OR EXISTS (SELECT FROM radice_persona u JOIN protezione r ON r.persona_id = u.persona_id WHERE u.radice = n.id AND r.al IS NULL));
   BEGIN
     IF tornate <> '{}' THEN
       PERFORM segna_protezione(tornate);
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER protezione_riletta AFTER INSERT ON persona REFERENCING NEW TABLE AS nuove
     FOR EACH STATEMENT EXECUTE FUNCTION protezione_riletta()`,
]);
