import { migration } from '#libs/persistence';

/** As `chiaveNome` of the searches, letter by letter: only A–Z of the byte order are made capital, so that no locale has a say. */
const CHIAVE = `CREATE FUNCTION chiave_nome(nome text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  regexp_replace(upper(replace(replace(replace(replace(
    translate(normalize(nome, NFD), 'ØøŁłĐđÐðıĦħŦŧŊŋĸẞÆŒÞ', 'OoLlDdDdiHhTtNnkßæœþ'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th') COLLATE "C"),
    '[^A-Z]', '', 'g') COLLATE "C"`;

/**
 * Searches by name: always with the day of birth, or with the year and the comune. In byte order, because only then starts-with (^@)
 * walks an index, and only operators that cannot leak are allowed below row-level security.
 */
export const ricercaPerNome = migration(1795230105200, 'ricerca-per-nome', ({ api, consumer }) => [
  CHIAVE,
  // Whoever writes a person computes its keys.
  `GRANT EXECUTE ON FUNCTION chiave_nome TO "${api}", "${consumer}"`,
  `ALTER TABLE persona
     ADD COLUMN cognome_n text COLLATE "C" GENERATED ALWAYS AS (chiave_nome(cognome)) STORED,
     ADD COLUMN nome_n text COLLATE "C" GENERATED ALWAYS AS (chiave_nome(nome)) STORED`,
  `CREATE INDEX persona_per_nascita ON persona (data_nascita, cognome_n)`,
  `CREATE INDEX persona_per_residenza ON persona (comune_residenza, anno_nascita, cognome_n)`,
  // The new one begins with its column.
  `DROP INDEX persona_residente`,
]);
