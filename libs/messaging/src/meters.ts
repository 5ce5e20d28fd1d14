import { metrics } from '#libs/observability';

/** What operators watch of the bus; all by app, none by person or ente. */
export const PUBLISHED = metrics.counter('snodo_messaging_published_total', 'Messages the bus has taken for good', [
  'app',
]);
export const STORED = metrics.counter(
  'snodo_messaging_stored_total',
  'Messages stored in the inbox, redeliveries apart',
  ['app'],
);
export const HANDLED = metrics.counter('snodo_messaging_handled_total', 'Messages by what became of them', [
  'app',
  'outcome',
]);
export const OUTBOX_ROWS = metrics.gauge(
  'snodo_messaging_outbox_rows',
  'Messages said and not yet confirmed, by state',
  ['app', 'state'],
);
export const INBOX_ROWS = metrics.gauge('snodo_messaging_inbox_rows', 'Messages heard and not done, by state', [
  'app',
  'state',
]);
export const OUTBOX_LAG = metrics.gauge(
  'snodo_messaging_outbox_lag_seconds',
  'Age of the oldest message not yet confirmed',
  ['app'],
);
export const INBOX_LAG = metrics.gauge('snodo_messaging_inbox_lag_seconds', 'Age of the oldest message not yet done', [
  'app',
]);
