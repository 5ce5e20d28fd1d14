import { migration, policy, scopeTexts, scopeUuids, scopeValue } from '#libs/persistence';

const OGGI = `${scopeValue('oggi')}::date`;
const dei = (chiave: string): string => `s.ente_erogatore = ANY (${scopeUuids(chiave)})`;

/**
 * Of the dead, only who administers where they lived; of who lives, the ambito. Who said that a person lives in its comune gave it no
 * prestazione: a comune gains nobody by claiming them. Release N−1 sets `comuni` and `enti` alone, and goes on seeing the living.
 */
const VISIBILE = `CASE WHEN vita = 'deceduta' THEN comune_residenza = ANY (${scopeTexts('comuni_amministrati')})
    ELSE comune_residenza = ANY (${scopeTexts('comuni')}) END
  OR EXISTS (SELECT FROM scheda s WHERE s.persona_id = persona.id
    AND (s.fonte = 'sociale' AND ${dei('enti')} OR s.fonte = 'sanitaria' AND persona.vita <> 'deceduta' AND ${dei('enti_sanitari')}))`;

/** The bounds of the rules of visibility, for rows that several sources speak of. */
export const limitiDiVisibilita = migration(1795230105100, 'limiti-di-visibilita', ({ api }) => [
  'DROP POLICY api_select ON persona',
  policy('persona', { to: api, for: 'select', using: VISIBILE }),
  // Whatever else lets a person through: one that was found to be another is shown as that other, and the dead are not shown for ever.
  policy('persona', { to: api, for: 'select', name: 'radici', restrictive: true, using: 'unita_in IS NULL' }),
  policy('persona', {
    to: api,
    for: 'select',
    name: 'defunti',
    restrictive: true,
    using: `vita <> 'deceduta' OR data_decesso IS NULL OR data_decesso + interval '10 years' >= ${OGGI}`,
  }),
  'DROP POLICY api_select ON scheda',
  policy('scheda', {
    to: api,
    for: 'select',
    using: `ente_erogatore = ANY (${scopeUuids('enti')}) OR ente_erogatore = ANY (${scopeUuids('enti_sanitari')})`,
  }),
]);
