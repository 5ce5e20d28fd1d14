import { migration } from '#libs/persistence';

/** The request of a person that an extract answers: its protocol number, and the day on which the person made it. */
export const richiesteDegliInteressati = migration(1795230106940, 'richieste-degli-interessati', () => [
  'ALTER TABLE accesso ADD COLUMN protocollo text, ADD COLUMN richiesta_del date',
]);
