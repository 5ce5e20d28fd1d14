import { LeggiAnteprima } from './leggi-anteprima.js';
import { LeggiAttese } from './leggi-attese.js';
import { SuggerisciVoci } from './suggerisci-voci.js';

/** Codes that righe wait for, and what would let them go. */
export const ATTESA_PROVIDERS = [LeggiAttese, LeggiAnteprima, SuggerisciVoci];
