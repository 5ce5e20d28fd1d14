import { AnnunciaFlussi } from './annuncia-flussi.js';
import { PubblicaRighe } from './pubblica-righe.js';

export const FLUSSO_PROVIDERS = [PubblicaRighe, AnnunciaFlussi];
