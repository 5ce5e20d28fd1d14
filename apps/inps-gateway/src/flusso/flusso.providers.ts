import { AnnunciaFlussi } from './annuncia-flussi.js';
import { ContestiPubblicazione } from './contesto-pubblicazione.js';
import { LeggiFlussi } from './leggi-flussi.js';
import { PubblicaRighe } from './pubblica-righe.js';

/** From accepted righe to the log, and the log for its ente. */
export const FLUSSO_PROVIDERS = [PubblicaRighe, ContestiPubblicazione, AnnunciaFlussi, LeggiFlussi];
