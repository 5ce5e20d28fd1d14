import { migration } from '#libs/persistence';

/** A code stays precluded while one of those who precluded it holds to it: each has a row of its own. */
export const preclusioni = migration(1795230106930, 'preclusioni', () => [
  'ALTER TABLE codice_precluso DROP CONSTRAINT codice_precluso_pkey, ADD PRIMARY KEY (indice, protezione_id)',
]);
