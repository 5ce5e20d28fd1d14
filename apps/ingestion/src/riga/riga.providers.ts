import { LeggiRiga } from './leggi-riga.js';
import { RiconciliaRighe } from './riconcilia-righe.js';

/** Righe: where each is, and whether the sums hold. */
export const RIGA_PROVIDERS = [LeggiRiga, RiconciliaRighe];
