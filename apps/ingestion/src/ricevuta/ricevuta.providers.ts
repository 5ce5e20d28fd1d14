import { LeggiRicevuta } from './leggi-ricevuta.js';
import { NumeriRicevuta } from './numeri-ricevuta.js';

/** Ricevute: numbered and read back. */
export const RICEVUTA_PROVIDERS = [NumeriRicevuta, LeggiRicevuta];
