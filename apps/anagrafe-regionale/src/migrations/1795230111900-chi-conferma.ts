import { grant, migration } from '#libs/persistence';

/** Who confirmed, as who proposed is kept: a name is told to its own ente alone. Null of what was confirmed before, or by release N−1. */
export const chiConferma = migration(1795230111900, 'chi-conferma', ({ consumer }) => [
  `ALTER TABLE proposta_riesame ADD COLUMN confermata_ente uuid, ADD COLUMN confermata_client text`,
  grant('proposta_riesame', ['update'], consumer, ['confermata_ente', 'confermata_client']),
]);
