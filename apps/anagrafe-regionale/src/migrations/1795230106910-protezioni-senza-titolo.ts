import { migration } from '#libs/persistence';

/** A person protected by who saw it by no rule is an urgent access of its own: noticed, examined and counted as the others. */
export const protezioniSenzaTitolo = migration(1795230106910, 'protezioni-senza-titolo', () => [
  'ALTER TABLE accesso_urgente ADD COLUMN protezione_id uuid',
]);
