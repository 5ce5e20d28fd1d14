import { enableRls, grant, migration, policy, scopeTexts, scopeUuids, scopeValue } from '#libs/persistence';
import { personaShownBy } from './persona-mostrata.js';

const OGGI = `${scopeValue('oggi')}::date`;
const SOGGETTO = scopeUuids('soggetto');
const IN_CORSO = `c.dal <= ${OGGI} AND (c.vale_fino IS NULL OR c.vale_fino >= ${OGGI})`;

/** Every id that a person has had. */
const IDS = `ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = persona) || persona`;

/**
 * Cases of enti, and the two ways past the ordinary bounds that a full identity opens: `snodo.indice`, the codes of one question,
 * `snodo.soggetto`, the one person that it names.
 */
export const preseInCarico = migration(1795230106000, 'prese-in-carico', ({ api, consumer }) => [
  // Whoever keeps a persona keeps the id it wrote. Policies of persona may not read persona again; this they may.
  `CREATE TABLE radice_persona (persona_id uuid PRIMARY KEY, radice uuid NOT NULL)`,
  `CREATE INDEX radice_persona_radice ON radice_persona (radice)`,
  enableRls('radice_persona'),
  policy('radice_persona', { to: [api, consumer], name: 'tutti', for: 'all', using: 'true' }),
  grant('radice_persona', ['select'], api),
  grant('radice_persona', ['select', 'insert', 'update', 'delete'], consumer),
  `CREATE FUNCTION nota_unione() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
   BEGIN
     IF NEW.unita_in IS NULL THEN
       DELETE FROM radice_persona WHERE persona_id = NEW.id;
     ELSE
       INSERT INTO radice_persona (persona_id, radice) VALUES (NEW.id, NEW.unita_in)
       ON CONFLICT (persona_id) DO UPDATE SET radice = excluded.radice;
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER unione_nuova AFTER INSERT ON persona FOR EACH ROW WHEN (NEW.unita_in IS NOT NULL) EXECUTE FUNCTION nota_unione()`,
  `CREATE TRIGGER unione AFTER UPDATE OF unita_in ON persona FOR EACH ROW
     WHEN (OLD.unita_in IS DISTINCT FROM NEW.unita_in) EXECUTE FUNCTION nota_unione()`,

  `CREATE TABLE presa_in_carico (
     id uuid PRIMARY KEY,
     persona_id uuid NOT NULL,
     ente uuid NOT NULL,
     ambito uuid,
     riferimento text NOT NULL,
     contatto text,
     dal date NOT NULL,
     al date CHECK (al >= dal),
     vale_fino date CHECK ((vale_fino IS NULL) = (al IS NULL)),
     motivo_chiusura text,
     aperta_il timestamptz(3) NOT NULL,
     chiusa_il timestamptz(3),
     UNIQUE (ente, riferimento)
   )`,
  `CREATE INDEX presa_in_carico_persona ON presa_in_carico (persona_id)`,
  `CREATE INDEX presa_in_carico_ente ON presa_in_carico (ente, id)`,
  enableRls('presa_in_carico'),
  policy('presa_in_carico', { to: consumer, for: 'all', using: 'true' }),
  policy('presa_in_carico', {
    to: api,
    for: 'select',
    using: `ente = ANY (${scopeUuids('enti_propri')}) OR ambito = ANY (${scopeUuids('ambiti_guidati')}) OR id::text = ${scopeValue('caso')}`,
  }),
  policy('presa_in_carico', {
    to: api,
    name: 'soggetto',
    for: 'select',
    using: `persona_id = ANY (${SOGGETTO}) OR persona_id IN (SELECT u.persona_id FROM radice_persona u WHERE u.radice = ANY (${SOGGETTO}))`,
  }),
  policy('presa_in_carico', { to: api, for: 'insert', check: `ente::text = ${scopeValue('ente')}` }),
  policy('presa_in_carico', { to: api, for: 'update', using: `ente = ANY (${scopeUuids('enti_propri')})` }),
  grant('presa_in_carico', ['select', 'insert', 'update', 'delete'], consumer),
  grant('presa_in_carico', ['select', 'insert'], api),
  grant('presa_in_carico', ['update'], api, ['al', 'vale_fino', 'motivo_chiusura', 'chiusa_il']),

  // A live case shows its person to the ente and to who leads its ambito; the rules say how much.
  ...personaShownBy(
    'ha_caso',
    api,
    `SELECT FROM presa_in_carico c WHERE c.persona_id = ANY (${IDS})
       AND (c.ente = ANY (${scopeUuids('enti_propri')}) OR c.ambito = ANY (${scopeUuids('ambiti_guidati')})) AND ${IN_CORSO}`,
  ),
  policy('persona', { to: api, name: 'soggetto', for: 'select', using: `id = ANY (${SOGGETTO})` }),
  policy('scheda', { to: api, name: 'soggetto', for: 'select', using: `persona_id = ANY (${SOGGETTO})` }),
  policy('persona_codice', {
    to: api,
    name: 'indice',
    for: 'select',
    using: `encode(indice, 'hex') = ANY (${scopeTexts('indice')})`,
  }),
]);
