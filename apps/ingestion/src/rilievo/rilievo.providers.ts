import { LeggiRegole } from './leggi-regole.js';
import { LeggiRilievi } from './leggi-rilievi.js';

/** What was found, one by one and rule by rule. */
export const RILIEVO_PROVIDERS = [LeggiRilievi, LeggiRegole];
