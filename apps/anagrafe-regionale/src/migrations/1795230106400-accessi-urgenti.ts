import { enableRls, grant, migration, policy, scopeTexts, scopeUuids, scopeValue } from '#libs/persistence';
import { personaShownBy } from './persona-mostrata.js';

const PROPRI = scopeUuids('enti_propri');
/** Its own, those to its residents, and those asked for a code of somebody it protects (`snodo.codici_protetti`, hex). */
const MI_RIGUARDA = `ente = ANY (${PROPRI}) OR comune = ANY (${scopeTexts('comuni_propri')})
  OR encode(indice, 'hex') = ANY (${scopeTexts('codici_protetti')})`;

/** Urgent accesses (break-glass), asked and granted or not, and what their examination found. Only ever added to. */
export const accessiUrgenti = migration(1795230106400, 'accessi-urgenti', ({ api, consumer }) => [
  `CREATE TABLE accesso_urgente (
     id uuid PRIMARY KEY,
     persona_id uuid,
     riferimento bytea,
     indice bytea NOT NULL,
     ente uuid NOT NULL,
     client_id text NOT NULL,
     soggetto text NOT NULL,
     comune text,
     dal timestamptz(3) NOT NULL,
     al timestamptz(3) NOT NULL,
     motivo bytea NOT NULL
   )`,
  `CREATE INDEX accesso_urgente_persona ON accesso_urgente (persona_id, al)`,
  `CREATE INDEX accesso_urgente_ente ON accesso_urgente (ente, id)`,
  `CREATE INDEX accesso_urgente_residenti ON accesso_urgente (comune, id) WHERE comune IS NOT NULL`,
  `CREATE INDEX accesso_urgente_codice ON accesso_urgente (indice)`,
  `CREATE TABLE accesso_urgente_esame (
     accesso_id uuid PRIMARY KEY,
     esito text NOT NULL CHECK (esito IN ('giustificato', 'non_giustificato')),
     motivo bytea NOT NULL,
     ente uuid NOT NULL,
     client_id text NOT NULL,
     soggetto text NOT NULL,
     esaminato_il timestamptz(3) NOT NULL
   )`,
  ...['accesso_urgente', 'accesso_urgente_esame'].flatMap((table) => [
    enableRls(table),
    policy(table, { to: consumer, for: 'select', using: 'true' }),
    grant(table, ['select'], consumer),
    grant(table, ['select', 'insert'], api),
    policy(table, { to: api, for: 'insert', check: `ente::text = ${scopeValue('ente')}` }),
  ]),
  policy('accesso_urgente', { to: api, for: 'select', using: MI_RIGUARDA }),
  policy('accesso_urgente', {
    to: api,
    name: 'taciuto',
    for: 'select',
    restrictive: true,
    using: `ente = ANY (${PROPRI}) OR NOT EXISTS (SELECT FROM accesso_taciuto t WHERE t.persona = accesso_urgente.riferimento
      AND t.ente = accesso_urgente.ente AND (t.fino IS NULL OR accesso_urgente.dal <= t.fino))`,
  }),
  policy('accesso_urgente_esame', {
    to: api,
    for: 'select',
    using: `EXISTS (SELECT FROM accesso_urgente a WHERE a.id = accesso_urgente_esame.accesso_id)`,
  }),
  ...personaShownBy(
    'ha_urgenza',
    api,
    `SELECT FROM accesso_urgente a
     WHERE a.persona_id = ANY (ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = persona) || persona)
       AND a.al > ${scopeValue('adesso')}::timestamptz AND a.ente::text = ${scopeValue('ente')}
       AND a.soggetto = ${scopeValue('soggetto_chiamante')}`,
  ),
]);
