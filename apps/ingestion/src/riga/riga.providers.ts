import { CercaRighe } from './cerca-righe.js';
import { LeggiRiga } from './leggi-riga.js';
import { LeggiRighe } from './leggi-righe.js';
import { RiconciliaRighe } from './riconcilia-righe.js';
import { Silenzio } from './silenzio.js';

/** Righe: where each is, and whether the sums hold. */
export const RIGA_PROVIDERS = [CercaRighe, LeggiRiga, LeggiRighe, Silenzio, RiconciliaRighe];
