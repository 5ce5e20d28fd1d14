import { migration } from '#libs/persistence';

/**
 * Of an invio from which the hub took codici fiscali before keeping it: digest of what is kept, form and sheet of what was received.
 * NULL where what was received is what is kept.
 */
export const documentiRiscritti = migration(1795230010000, 'documenti riscritti', () => [
  `ALTER TABLE invio
     ADD COLUMN impronta_conservata bytea CHECK (octet_length(impronta_conservata) = 32),
     ADD COLUMN formato_ricevuto text CHECK (formato_ricevuto IN ('csv', 'xlsx', 'json', 'ndjson')),
     ADD COLUMN foglio_ricevuto text`,
]);
