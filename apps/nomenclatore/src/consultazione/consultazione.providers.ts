import { LeggiCorrispondenze } from './leggi-corrispondenze.js';
import { LeggiStoriaVoce } from './leggi-storia-voce.js';
import { LeggiTestata } from './leggi-testata.js';
import { LeggiVoce } from './leggi-voce.js';

/** One version, one code, one crosswalk, for anyone. */
export const CONSULTAZIONE_PROVIDERS = [LeggiTestata, LeggiVoce, LeggiStoriaVoce, LeggiCorrispondenze];
