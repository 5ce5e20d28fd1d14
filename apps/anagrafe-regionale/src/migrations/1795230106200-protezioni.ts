import { enableRls, grant, migration, policy, scopeUuids, scopeValue } from '#libs/persistence';
import { questionOnPersona } from './persona-mostrata.js';

const GENERI = `'casa_rifugio', 'minore_protetto', 'adozione', 'testimone', 'altro'`;
const PROPRI = scopeUuids('enti_propri');
/** Every id that a person has had. */
const ids = (persona: string): string =>
  `ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = ${persona}) || ${persona}`;

/**
 * Protected persons: not there but for who protects them. Others' protections are read by nobody; what they do to a person is worked
 * out by functions of the owner.
 */
export const protezioni = migration(1795230106200, 'protezioni', ({ api, consumer, owner }) => [
  `CREATE TABLE protezione (
     id uuid PRIMARY KEY,
     persona_id uuid NOT NULL,
     ente uuid NOT NULL,
     genere text NOT NULL CHECK (genere IN (${GENERI})),
     motivo bytea NOT NULL,
     dal timestamptz(3) NOT NULL,
     al timestamptz(3) CHECK (al >= dal),
     motivo_fine bytea,
     CHECK ((al IS NULL) = (motivo_fine IS NULL))
   )`,
  `CREATE UNIQUE INDEX protezione_in_corso ON protezione (persona_id, ente) WHERE al IS NULL`,
  `CREATE INDEX protezione_persona ON protezione (persona_id)`,
  `CREATE INDEX protezione_ente ON protezione (ente, id)`,
  enableRls('protezione'),
  policy('protezione', { to: [owner, consumer], name: 'conto', for: 'select', using: 'true' }),
  policy('protezione', { to: api, for: 'select', using: `ente = ANY (${PROPRI})` }),
  policy('protezione', { to: api, for: 'insert', check: `ente::text = ${scopeValue('ente')}` }),
  policy('protezione', { to: api, for: 'update', using: `ente = ANY (${PROPRI})` }),
  grant('protezione', ['select'], consumer),
  grant('protezione', ['select', 'insert'], api),
  grant('protezione', ['update'], api, ['al', 'motivo_fine']),

  // The flag follows the facts, whoever changes them: a protection, or a merge that joins a protected person to another.
  policy('persona', { to: owner, name: 'protezione_letta', for: 'select', using: 'true' }),
  policy('persona', { to: owner, name: 'protezione_segnata', for: 'update', using: 'true' }),
  policy('radice_persona', { to: owner, name: 'protezione_letta', for: 'select', using: 'true' }),
  `CREATE FUNCTION segna_protezione(persone uuid[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
     UPDATE persona p SET protetta = v.protetta, revisione = p.revisione + 1
     FROM (SELECT q.id, EXISTS (SELECT FROM protezione r WHERE r.al IS NULL AND r.persona_id = ANY (${ids('q.id')})) AS protetta
       FROM persona q WHERE q.id = ANY (persone) ORDER BY q.id FOR UPDATE) v
     WHERE p.id = v.id AND p.protetta <> v.protetta
   $$`,
  `REVOKE EXECUTE ON FUNCTION segna_protezione(uuid[]) FROM PUBLIC`,
  `CREATE FUNCTION protezione_variata() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
   BEGIN
     PERFORM segna_protezione(ARRAY(SELECT u.radice FROM radice_persona u WHERE u.persona_id = NEW.persona_id) || NEW.persona_id);
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER protezione_variata AFTER INSERT OR UPDATE ON protezione FOR EACH ROW EXECUTE FUNCTION protezione_variata()`,
  `CREATE FUNCTION unione_variata() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
   BEGIN
     IF TG_OP = 'DELETE' THEN
       PERFORM segna_protezione(ARRAY[OLD.persona_id, OLD.radice]);
     ELSIF TG_OP = 'UPDATE' THEN
       PERFORM segna_protezione(ARRAY[NEW.persona_id, NEW.radice, OLD.radice]);
     ELSE
       PERFORM segna_protezione(ARRAY[NEW.persona_id, NEW.radice]);
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER unione_variata AFTER INSERT OR UPDATE OR DELETE ON radice_persona FOR EACH ROW EXECUTE FUNCTION unione_variata()`,
  ...questionOnPersona(
    'protetta_da_me',
    api,
    `SELECT FROM protezione r WHERE r.al IS NULL AND r.ente = ANY (${PROPRI}) AND r.persona_id = ANY (${ids('protetta_da_me.persona')})`,
  ),
  policy('persona', { to: api, name: 'api_protetta', for: 'select', using: `protetta AND protetta_da_me(id)` }),
  policy('persona', {
    to: api,
    name: 'protezione',
    for: 'select',
    restrictive: true,
    using: `NOT protetta OR protetta_da_me(id)`,
  }),

  // What was said while others protected the person is told to nobody, not even afterwards: when it was, without who and why.
  `CREATE FUNCTION periodi_protetti(persona uuid, propri uuid[]) RETURNS TABLE (dal timestamptz, al timestamptz)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
     SELECT r.dal, r.al FROM protezione r
     WHERE r.persona_id = ANY (${ids('periodi_protetti.persona')}) AND r.ente <> ALL (propri)
   $$`,
  `REVOKE EXECUTE ON FUNCTION periodi_protetti(uuid, uuid[]) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION periodi_protetti(uuid, uuid[]) TO "${api}", "${consumer}"`,

  // Who looks at a person and then protects it would tell, by having looked, where it is: such looks are read by nobody else.
  `CREATE TABLE accesso_taciuto (persona bytea, ente uuid, fino timestamptz(3), PRIMARY KEY (persona, ente))`,
  enableRls('accesso_taciuto'),
  policy('accesso_taciuto', { to: api, for: 'select', using: 'true' }),
  policy('accesso_taciuto', { to: api, for: 'insert', check: `ente = ANY (${PROPRI})` }),
  policy('accesso_taciuto', { to: api, for: 'update', using: `ente = ANY (${PROPRI})` }),
  grant('accesso_taciuto', ['select', 'insert', 'update'], api),
  policy('accesso', {
    to: api,
    name: 'taciuto',
    for: 'select',
    restrictive: true,
    using: `ente = ANY (${PROPRI}) OR NOT EXISTS (SELECT FROM accesso_taciuto t
      WHERE t.persona = accesso.persona AND t.ente = accesso.ente AND (t.fino IS NULL OR accesso.avvenuto_il <= t.fino))`,
  }),

  // Codes of an identity before an adoption: they lead nobody, for ever.
  `CREATE TABLE codice_precluso (indice bytea PRIMARY KEY, protezione_id uuid NOT NULL, ente uuid NOT NULL)`,
  enableRls('codice_precluso'),
  policy('codice_precluso', { to: api, for: 'select', using: 'true' }),
  policy('codice_precluso', { to: api, for: 'insert', check: `ente::text = ${scopeValue('ente')}` }),
  policy('codice_precluso', { to: api, for: 'delete', using: `ente = ANY (${PROPRI})` }),
  grant('codice_precluso', ['select', 'insert', 'delete'], api),
  policy('persona_codice', {
    to: api,
    name: 'precluso',
    for: 'select',
    restrictive: true,
    using: `NOT EXISTS (SELECT FROM codice_precluso k WHERE k.indice = persona_codice.indice)`,
  }),
]);
