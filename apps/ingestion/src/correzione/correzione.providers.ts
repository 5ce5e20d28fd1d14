import { LeggiRespinte } from './leggi-respinte.js';
import { RigheDaCorreggere } from './righe-da-correggere.js';

/** What was refused, given back to be mended. */
export const CORREZIONE_PROVIDERS = [RigheDaCorreggere, LeggiRespinte];
