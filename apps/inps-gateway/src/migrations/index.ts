import { MESSAGING_MIGRATIONS } from '#libs/messaging';
import { RIFERIMENTI_MIGRATIONS } from '#libs/riferimenti';
import { flussi } from './1795230301000-flussi.js';
import { dialogo } from './1795230302000-dialogo.js';

/** The schema of inps-gateway, in order. A migration is never changed once released: write the next one. */
export const INPS_GATEWAY_MIGRATIONS = [...MESSAGING_MIGRATIONS, ...RIFERIMENTI_MIGRATIONS, flussi, dialogo];
