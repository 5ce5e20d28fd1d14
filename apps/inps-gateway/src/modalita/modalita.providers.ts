import { LeggiModalita } from './leggi-modalita.js';
import { ScegliModalita } from './scegli-modalita.js';

/** How an ente tells INPS: its choices. */
export const MODALITA_PROVIDERS = [LeggiModalita, ScegliModalita];
