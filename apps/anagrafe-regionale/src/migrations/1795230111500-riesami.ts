import { enableRls, grant, migration, policy, scopeTexts, scopeUuids, scopeValue } from '#libs/persistence';

const AFFIDATI = scopeValue('affidati');
const ADESSO = `${scopeValue('adesso')}::timestamptz`;
/** Asked only for a steward: a call for each row. */
const perSteward = (condition: string): string => `CASE WHEN ${AFFIDATI} IS NULL THEN false ELSE ${condition} END`;
const NASCOSTA = `(p.protetta OR p.vita = 'deceduta' AND p.data_decesso + interval '10 years' < ${scopeValue('oggi')}::date)`;
/** Who only says that somebody lives in its comune gains nobody by it, nor does its steward. */
const CHI_NE_DICE = `SELECT s.ente_erogatore FROM scheda s WHERE s.persona_id = p.id AND s.fonte IN ('sociale', 'sanitaria')`;

/** A question that the owner answers beyond what the asker may read, about nobody but whom the scope entrusts. */
const question = (signature: string, returns: string, body: string, to: readonly string[]): string[] => [
  `CREATE FUNCTION ${signature} RETURNS ${returns} LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$ ${body} $$`,
  `REVOKE EXECUTE ON FUNCTION ${signature} FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION ${signature} TO ${to.map((role) => `"${role}"`).join(', ')}`,
];

/**
 * What stewards open, and the pairs they may know of: both persons entrusted to them (`snodo.affidati`, `affidati_enti`,
 * `affidati_comuni`), neither protected. Nobody else reads a pair, and a steward reads a person only through what it opened.
 */
export const riesami = migration(1795230111500, 'riesami', ({ api, consumer, owner }) => [
  // Asked, granted or not: what was not granted ends as it begins.
  `CREATE TABLE apertura_riesame (
     id uuid PRIMARY KEY,
     duplicato_id uuid,
     persona_id uuid,
     ente uuid NOT NULL,
     client_id text NOT NULL,
     soggetto text NOT NULL,
     motivo bytea NOT NULL,
     dal timestamptz(3) NOT NULL,
     al timestamptz(3) NOT NULL,
     CHECK ((duplicato_id IS NULL) <> (persona_id IS NULL))
   )`,
  `CREATE INDEX apertura_riesame_di ON apertura_riesame (ente, soggetto, dal)`,
  enableRls('apertura_riesame'),
  policy('apertura_riesame', { to: [owner, consumer], name: 'tutte', for: 'select', using: 'true' }),
  policy('apertura_riesame', {
    to: api,
    for: 'select',
    using: `ente::text = ${scopeValue('ente')} AND soggetto = ${scopeValue('soggetto_chiamante')}`,
  }),
  policy('apertura_riesame', { to: api, for: 'insert', check: `ente::text = ${scopeValue('ente')}` }),
  grant('apertura_riesame', ['select', 'insert'], api),
  grant('apertura_riesame', ['select'], consumer),
  `CREATE INDEX possibile_duplicato_in_attesa ON possibile_duplicato (id) WHERE stato = 'aperto'`,

  ...['scheda', 'possibile_duplicato'].map((table) =>
    policy(table, { to: owner, name: 'riesame', for: 'select', using: 'true' }),
  ),
  ...question(
    'affidata(persona uuid)',
    'boolean',
    `BEGIN RETURN EXISTS (SELECT FROM persona p WHERE p.id = affidata.persona AND p.unita_in IS NULL AND ${NASCOSTA} IS NOT TRUE
       AND (${AFFIDATI} = 'tutti' OR p.comune_residenza = ANY (${scopeTexts('affidati_comuni')})
         OR EXISTS (${CHI_NE_DICE} AND s.ente_erogatore = ANY (${scopeUuids('affidati_enti')})))); END`,
    [api, consumer],
  ),
  // As LegamiPersona.riesami: of whom somebody opened, all that the rule asks.
  ...question(
    'riesami_di(persona uuid)',
    'jsonb',
    `BEGIN RETURN coalesce((
       SELECT jsonb_agg(jsonb_build_object('ente', a.ente, 'soggetto', a.soggetto, 'finoA', a.al, 'sedi', (
         SELECT jsonb_agg(jsonb_build_object('comune', p.comune_residenza, 'enti', ARRAY(${CHI_NE_DICE}), 'nascosta', ${NASCOSTA} IS TRUE))
         FROM persona p WHERE p.id = ANY (v.aperte))))
       FROM apertura_riesame a LEFT JOIN possibile_duplicato d ON d.id = a.duplicato_id AND d.stato = 'aperto'
       CROSS JOIN LATERAL (SELECT CASE WHEN a.persona_id IS NULL THEN ARRAY[d.persona_a, d.persona_b] ELSE ARRAY[coalesce(
         (SELECT u.radice FROM radice_persona u WHERE u.persona_id = a.persona_id), a.persona_id)] END AS aperte) v
       WHERE a.ente::text = ${scopeValue('ente')} AND a.soggetto = ${scopeValue('soggetto_chiamante')} AND a.al > ${ADESSO}
         AND riesami_di.persona = ANY (v.aperte) AND NOT EXISTS (SELECT FROM unnest(v.aperte) AS one (id) WHERE NOT affidata(one.id))), '[]'); END`,
    [api, consumer],
  ),
  // How much hangs on a pair: how many records, of how many enti.
  ...question(
    'impatto_riesame(una uuid, altra uuid, OUT record integer, OUT enti integer)',
    'record',
    `BEGIN
       IF affidata(una) AND affidata(altra) THEN
         SELECT count(*), count(DISTINCT s.ente_erogatore) INTO record, enti FROM scheda s WHERE s.persona_id IN (una, altra);
       END IF;
     END`,
    [api],
  ),

  policy('possibile_duplicato', {
    to: api,
    for: 'select',
    using: perSteward(`stato = 'aperto' AND affidata(persona_a) AND affidata(persona_b)`),
  }),
  grant('possibile_duplicato', ['select'], api, [
    'id',
    'persona_a',
    'persona_b',
    'punteggio',
    'evidenza',
    'stato',
    'aperto_il',
    'revisione',
  ]),
  policy('persona', { to: api, name: 'api_riesame', for: 'select', using: perSteward(`riesami_di(id) <> '[]'`) }),
]);
