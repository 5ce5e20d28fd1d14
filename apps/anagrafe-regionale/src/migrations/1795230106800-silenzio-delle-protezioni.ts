import { migration, policy, scopeUuids } from '#libs/persistence';

/**
 * What was noted of a person while others protected it stays untold when it is free again: where it lived meanwhile, with whom, and
 * that it left where it lived before.
 */
export const silenzioDelleProtezioni = migration(1795230106800, 'silenzio-delle-protezioni', ({ api }) =>
  ['residenza', 'famiglia_componente'].map((table) =>
    policy(table, {
      to: api,
      name: 'silenzio',
      for: 'select',
      restrictive: true,
      using: `NOT EXISTS (SELECT FROM periodi_protetti(${table}.persona_id, coalesce(${scopeUuids('enti_propri')}, '{}')) v
        WHERE ${table}.noto_dal >= v.dal AND (v.al IS NULL OR ${table}.noto_dal <= v.al))`,
    }),
  ),
);
