import { migration, policy, scopeValue } from '#libs/persistence';

const radice = (id: string): string =>
  `coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = proposta_riesame.${id}), proposta_riesame.${id})`;

/** Of whom a proposal is must be read from the proposal: a bare `persona_id` was that of whoever was united first, and opened its rows by that. */
export const proposteAffidate = migration(1795230111800, 'proposte-affidate', ({ api }) => [
  'DROP POLICY api_select ON proposta_riesame',
  policy('proposta_riesame', {
    to: api,
    for: 'select',
    using: `CASE WHEN ${scopeValue('affidati')} IS NULL THEN false
      ELSE affidata(${radice('persona_id')}) AND affidata(${radice('altra_id')}) END`,
  }),
]);
