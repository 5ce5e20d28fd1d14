import { MESSAGING_MIGRATIONS } from '#libs/messaging';
import { RIFERIMENTI_MIGRATIONS } from '#libs/riferimenti';

/** The schema of inps-gateway, in order. A migration is never changed once released: write the next one. */
export const INPS_GATEWAY_MIGRATIONS = [...MESSAGING_MIGRATIONS, ...RIFERIMENTI_MIGRATIONS];
