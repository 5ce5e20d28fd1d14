import { AnnunciaFlussi } from './annuncia-flussi.js';
import { PubblicaRighe } from './pubblica-righe.js';

/** From accepted righe to the log. */
export const FLUSSO_PROVIDERS = [PubblicaRighe, AnnunciaFlussi];
