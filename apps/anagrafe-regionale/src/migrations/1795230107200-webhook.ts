import { enableRls, grant, migration, policy, scopeValue } from '#libs/persistence';

const SUO = `ente::text = ${scopeValue('ente')}`;

/** Where each ente wants its notifiche brought, and how far that has come. */
export const webhook = migration(1795230107200, 'webhook', ({ api, consumer }) => [
  // The address is encrypted: it may hold a secret of the receiver. `presa`: who is bringing now, until when nobody else may.
  `CREATE TABLE webhook (
     ente uuid PRIMARY KEY,
     indirizzo bytea NOT NULL,
     registrato_il timestamptz(3) NOT NULL,
     stato text NOT NULL CHECK (stato IN ('attivo', 'sospeso')),
     consegnate_fino bigint NOT NULL,
     ultima_consegna_il timestamptz(3),
     tentativi integer NOT NULL DEFAULT 0,
     fallito_dal timestamptz(3),
     ultimo_errore text,
     prossimo_il timestamptz(3) NOT NULL,
     presa uuid,
     presa_fino timestamptz(3)
   ) WITH (fillfactor = 50)`,
  enableRls('webhook'),
  policy('webhook', { to: api, for: 'all', using: SUO }),
  policy('webhook', { to: consumer, for: 'all', using: 'true' }),
  grant('webhook', ['select', 'insert', 'update', 'delete'], api),
  grant('webhook', ['select', 'update'], consumer),
]);
