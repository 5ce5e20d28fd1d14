import { migration, policy, scopeTexts, scopeUuids } from '#libs/persistence';

/*
 * As `scopeValue` and its like, but asked for each row instead of once a statement: where few rows come that far, making the one question
 * ready costs more than asking it again.
 */
const testo = (chiave: string): string => `nullif(current_setting('snodo.${chiave}', true), '')`;
const testi = (chiave: string): string => `string_to_array(${testo(chiave)}, ',')`;
const ids = (chiave: string): string => `${testi(chiave)}::uuid[]`;

const PROPRI = ids('enti_propri');
const SOGGETTO = ids('soggetto');
const DELLE_SUE_SCHEDE = `SELECT FROM scheda s WHERE s.persona_id = mostrata_altrimenti.persona
  AND (s.fonte = 'sociale' AND s.ente_erogatore = ANY (${scopeUuids('enti')})
    OR s.fonte = 'sanitaria' AND NOT mostrata_altrimenti.deceduta AND s.ente_erogatore = ANY (${scopeUuids('enti_sanitari')}))`;

/** A question asked by policies of callers. */
const domanda = (api: string, firma: string, come: string, corpo: string): string[] => [
  `CREATE FUNCTION ${firma} RETURNS boolean LANGUAGE plpgsql STABLE ${come} SET search_path FROM CURRENT AS $$ BEGIN ${corpo} END $$`,
  `REVOKE EXECUTE ON FUNCTION ${firma} FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION ${firma} TO "${api}"`,
];

/**
 * The same rows to the same callers, for less. A plan makes every subquery of every policy ready each time it runs, also those that nothing
 * asks, and most tables of the registry bring with them the policy of `persona`. What shows a person besides where it lives is now one
 * function, called only for who is not shown by that; what a row seldom comes to is read of the scope directly. No table is rewritten.
 */
export const visibilitaCheCostaPoco = migration(1795230114000, 'visibilita-che-costa-poco', ({ api }) => [
  ...domanda(
    api,
    'mostrata_altrimenti(persona uuid, deceduta boolean, protetta boolean)',
    '',
    `IF persona = ANY (${SOGGETTO}) OR EXISTS (${DELLE_SUE_SCHEDE}) THEN
       RETURN true;
     END IF;
     RETURN protetta AND protetta_da_me(persona) OR ha_caso(persona) OR ha_urgenza(persona)
       OR ${testo('affidati')} IS NOT NULL AND riesami_di(persona) <> '[]';`,
  ),
  ...['api_select', 'soggetto', 'api_ha_caso', 'api_ha_urgenza', 'api_protetta', 'api_riesame', 'defunti'].map(
    (name) => `DROP POLICY ${name} ON persona`,
  ),
  policy('persona', {
    to: api,
    for: 'select',
    using: `CASE WHEN vita = 'deceduta' THEN comune_residenza = ANY (${testi('comuni_amministrati')})
        ELSE comune_residenza = ANY (${scopeTexts('comuni')}) END
      OR mostrata_altrimenti(id, vita = 'deceduta', protetta)`,
  }),
  policy('persona', {
    to: api,
    for: 'select',
    name: 'defunti',
    restrictive: true,
    using: `vita <> 'deceduta' OR data_decesso IS NULL OR data_decesso + interval '10 years' >= ${testo('oggi')}::date`,
  }),

  'DROP POLICY api_select ON scheda',
  'DROP POLICY soggetto ON scheda',
  policy('scheda', {
    to: api,
    for: 'select',
    using: `ente_erogatore = ANY ((SELECT string_to_array(concat_ws(',', ${testo('enti')}, ${testo('enti_sanitari')}), ',')::uuid[])::uuid[])
      OR persona_id = ANY (${SOGGETTO})`,
  }),

  'DROP POLICY indice ON persona_codice',
  policy('persona_codice', {
    to: api,
    name: 'indice',
    for: 'select',
    using: `encode(indice, 'hex') = ANY (${testi('indice')})`,
  }),

  // As `periodi_protetti`, of one row: a set of periods for each was more work than the answer.
  ...domanda(
    api,
    'taciuta(persona uuid, noto_dal timestamptz)',
    'SECURITY DEFINER',
    `RETURN EXISTS (SELECT FROM protezione r
       WHERE r.persona_id = ANY (ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = taciuta.persona) || taciuta.persona)
         AND r.ente <> ALL (coalesce(${PROPRI}, '{}')) AND taciuta.noto_dal >= r.dal AND (r.al IS NULL OR taciuta.noto_dal <= r.al));`,
  ),
  ...['residenza', 'famiglia_componente'].flatMap((table) => [
    `DROP POLICY silenzio ON ${table}`,
    policy(table, {
      to: api,
      name: 'silenzio',
      for: 'select',
      restrictive: true,
      using: 'NOT taciuta(persona_id, noto_dal)',
    }),
  ]),

  ...domanda(
    api,
    'del_soggetto(persona uuid)',
    '',
    `RETURN ${testo('soggetto')} IS NOT NULL AND (persona = ANY (${SOGGETTO})
       OR EXISTS (SELECT FROM radice_persona u WHERE u.persona_id = del_soggetto.persona AND u.radice = ANY (${SOGGETTO})));`,
  ),
  'DROP POLICY api_select ON presa_in_carico',
  'DROP POLICY soggetto ON presa_in_carico',
  policy('presa_in_carico', {
    to: api,
    for: 'select',
    using: `ente = ANY (${PROPRI}) OR ambito = ANY (${ids('ambiti_guidati')}) OR id::text = ${testo('caso')} OR del_soggetto(persona_id)`,
  }),

  'DROP POLICY api_select ON protezione',
  policy('protezione', { to: api, for: 'select', using: `ente = ANY (${PROPRI})` }),

  'DROP POLICY api_select ON accesso_urgente',
  policy('accesso_urgente', {
    to: api,
    for: 'select',
    using: `ente = ANY (${PROPRI}) OR comune = ANY (${testi('comuni_propri')}) OR encode(indice, 'hex') = ANY (${testi('codici_protetti')})`,
  }),
  'DROP POLICY taciuto ON accesso_urgente',
  policy('accesso_urgente', {
    to: api,
    name: 'taciuto',
    for: 'select',
    restrictive: true,
    using: `ente = ANY (${PROPRI}) OR NOT EXISTS (SELECT FROM accesso_taciuto t WHERE t.persona = accesso_urgente.riferimento
      AND t.ente = accesso_urgente.ente AND (t.fino IS NULL OR accesso_urgente.dal <= t.fino))`,
  }),
]);
