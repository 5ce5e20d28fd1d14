import { migration } from '#libs/persistence';

/**
 * A keyed digest of what a scheda says, and the revision of which it is: of who has thousands that say the same one is read. Release N−1
 * corrects a scheda without touching either, and what is there is then of an earlier revision: it counts as none.
 */
export const improntaDelleSchede = migration(1795230112500, 'impronta-delle-schede', () => [
  `ALTER TABLE scheda ADD COLUMN impronta bytea, ADD COLUMN impronta_di integer`,
]);
