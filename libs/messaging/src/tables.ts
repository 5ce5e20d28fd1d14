import { grant, migration, type MigrationClass } from '#libs/persistence';

/**
 * `outbox`: what this app has said and the bus has not confirmed yet. `inbox`: what it has heard; a row stays, without its body,
 * after it is done, because its id is what makes a redelivery harmless.
 *
 * Both are queues: rows come and go all the time, so they are vacuumed early and their heap keeps room for updates. The api role
 * sees of a message what an operator may see: everything but the body.
 */
const tables = migration(1763690400000, 'messaging_outbox_inbox', ({ api, consumer }) => [
  `CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    ente text NOT NULL,
    type text NOT NULL,
    envelope json NOT NULL,
    sealed boolean NOT NULL,
    body bytea NOT NULL,
    held_because text CHECK (held_because IN ('unroutable', 'absent')),
    missing text[],
    retry_at timestamptz(3)
  ) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0)`,
  `CREATE INDEX outbox_ready ON outbox (ente, id) WHERE held_because IS NULL`,
  `CREATE INDEX outbox_held ON outbox (retry_at) WHERE held_because IS NOT NULL`,
  `CREATE TABLE inbox (
    id uuid PRIMARY KEY,
    ente text NOT NULL,
    key text NOT NULL,
    type text NOT NULL,
    envelope json NOT NULL,
    sealed boolean NOT NULL,
    body bytea,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'waiting', 'parked', 'done')),
    attempts integer NOT NULL DEFAULT 0,
    not_before timestamptz(3),
    reason text,
    split_from uuid,
    received_at timestamptz(3) NOT NULL DEFAULT now(),
    changed_at timestamptz(3) NOT NULL DEFAULT now(),
    CHECK (state = 'done' OR body IS NOT NULL)
  ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0)`,
  `CREATE INDEX inbox_pending ON inbox (ente, id, key) WHERE state = 'pending'`,
  `CREATE INDEX inbox_waiting ON inbox (not_before) WHERE state = 'waiting'`,
  `CREATE INDEX inbox_parked ON inbox (id) WHERE state = 'parked'`,
  grant('outbox', ['insert'], api),
  grant('outbox', ['select'], api, ['id', 'ente', 'type', 'envelope', 'held_because', 'missing', 'retry_at']),
  grant('outbox', ['select', 'insert', 'update', 'delete'], consumer),
  grant('inbox', ['select'], api, [
    'id',
    'ente',
    'key',
    'type',
    'envelope',
    'state',
    'attempts',
    'not_before',
    'reason',
    'split_from',
    'received_at',
    'changed_at',
  ]),
  grant('inbox', ['update'], api, ['state', 'attempts', 'not_before', 'changed_at']),
  grant('inbox', ['select', 'insert', 'update', 'delete'], consumer),
]);

/** Tables `outbox` and `inbox`: first in each app's list of migrations. */
export const MESSAGING_MIGRATIONS: readonly MigrationClass[] = [tables];
