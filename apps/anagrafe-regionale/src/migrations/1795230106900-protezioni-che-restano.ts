import { enableRls, grant, migration, policy } from '#libs/persistence';

/**
 * A person of whom every source took back what it said is no more; when a source speaks again it is a new one, with the same code. Its
 * protection goes on: the code that was protected leads it to the protection, as a merge would.
 */
export const protezioniCheRestano = migration(1795230106900, 'protezioni-che-restano', ({ api, owner }) => [
  `CREATE TABLE protezione_codice (gruppo bytea, protezione_id uuid, PRIMARY KEY (gruppo, protezione_id))`,
  enableRls('protezione_codice'),
  policy('protezione_codice', { to: owner, for: 'select', using: 'true' }),
  policy('protezione_codice', {
    to: api,
    for: 'insert',
    check: 'EXISTS (SELECT FROM protezione r WHERE r.id = protezione_codice.protezione_id)',
  }),
  grant('protezione_codice', ['insert'], api),
  policy('radice_persona', { to: owner, name: 'protezione_scritta', for: 'insert', check: 'true' }),
  `CREATE FUNCTION protezione_ritrovata() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
   BEGIN
     INSERT INTO radice_persona (persona_id, radice)
     SELECT DISTINCT ON (r.persona_id) r.persona_id, n.persona_id
     FROM nuovi n JOIN protezione_codice k ON k.gruppo = n.gruppo JOIN protezione r ON r.id = k.protezione_id
     WHERE r.al IS NULL AND NOT EXISTS (SELECT FROM persona p WHERE p.id = r.persona_id)
       AND EXISTS (SELECT FROM persona p WHERE p.id = n.persona_id)
     ORDER BY r.persona_id, n.persona_id
     ON CONFLICT (persona_id) DO NOTHING;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER protezione_ritrovata AFTER INSERT ON persona_codice REFERENCING NEW TABLE AS nuovi
     FOR EACH STATEMENT EXECUTE FUNCTION protezione_ritrovata()`,
]);
