import { EnteInIndirizzo } from './ente-in-indirizzo.js';
import { RiceviEsiti } from './ricevi-esiti.js';
import { ServiFlussi } from './servi-flussi.js';

/** What answers INPS. */
export const WAAS_PROVIDERS = [EnteInIndirizzo, ServiFlussi, RiceviEsiti];
