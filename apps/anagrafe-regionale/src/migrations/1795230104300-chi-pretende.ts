import { migration, policy, scopeTexts, scopeValue } from '#libs/persistence';

/** What a comune that claims persons may know of them: nothing. And since when a record speaks, which decides against a later claim. */
export const chiPretende = migration(1795230104300, 'chi-pretende', ({ api }) => [
  // That a claim is contested would say that the person is known to the registry, riga by riga.
  'DROP POLICY api_select ON residenza_contesa',
  policy('residenza_contesa', {
    to: api,
    for: 'select',
    using: `NOT riservata AND (stabilita = ANY (${scopeTexts('residenti')}) OR ${scopeValue('tutte_le_forniture')} = 'si')`,
  }),

  // Null in what release N−1 writes: then the record speaks since its last revision.
  `ALTER TABLE scheda ADD COLUMN sentita_dal timestamptz(3)`,
]);
