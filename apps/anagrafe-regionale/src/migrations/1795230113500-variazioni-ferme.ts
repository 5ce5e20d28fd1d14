import { grant, migration } from '#libs/persistence';

/** One that cannot be taken waits for its next try, behind those that can. A release before this one does not see that, and tries it. */
export const variazioniFerme = migration(1795230113500, 'variazioni-ferme', ({ consumer }) => [
  `ALTER TABLE variazione ADD COLUMN tentativi smallint NOT NULL DEFAULT 0, ADD COLUMN riprova_il timestamptz(3)`,
  grant('variazione', ['update'], consumer, ['tentativi', 'riprova_il']),
]);
