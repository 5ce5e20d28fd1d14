import { MESSAGING_MIGRATIONS } from '#libs/messaging';
import { RIFERIMENTI_MIGRATIONS } from '#libs/riferimenti';
import { fatti } from './1795230401000-fatti.js';
import { consegne } from './1795230402000-consegne.js';
import { tabelle } from './1795230403000-tabelle.js';

/** The schema of reporting, in order. A migration is never changed once released: write the next one. */
export const REPORTING_MIGRATIONS = [...MESSAGING_MIGRATIONS, ...RIFERIMENTI_MIGRATIONS, fatti, consegne, tabelle];
