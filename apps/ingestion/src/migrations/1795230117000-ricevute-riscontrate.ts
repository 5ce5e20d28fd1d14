import { migration } from '#libs/persistence';

/** Ricevute up to `riscontrati_fino_a` have their leaf in this round of checks: one of long ago that has none was added afterwards. */
export const ricevuteRiscontrate = migration(1795230117000, 'ricevute riscontrate', () => [
  `ALTER TABLE registro_stato
     ADD COLUMN riscontrati_fino_a uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'`,
]);
