import { LeggiRicevuta } from './leggi-ricevuta.js';
import { NumeriRicevuta } from './numeri-ricevuta.js';
import { StampaRicevuta } from './stampa-ricevuta.js';

/** Ricevute: numbered, read back, printed. */
export const RICEVUTA_PROVIDERS = [NumeriRicevuta, LeggiRicevuta, StampaRicevuta];
