import { migration } from '#libs/persistence';

/** When the bytes of an invio were let go: from then on it can no longer be read again, so it cannot be cancelled whole. */
export const conservazione = migration(1795230004000, 'conservazione', () => [
  `ALTER TABLE invio ADD COLUMN custodia_scaduta_il timestamptz(3)`,
]);
