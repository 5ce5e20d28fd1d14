import { grant, migration, policy } from '#libs/persistence';

/** An urgent access ends before its time when whom it named turns out not to be whom it opened. */
export const urgenzeCheFiniscono = migration(1795230111920, 'urgenze-che-finiscono', ({ consumer }) => [
  policy('accesso_urgente', { to: consumer, for: 'update', using: 'true' }),
  grant('accesso_urgente', ['update'], consumer, ['al']),
]);
