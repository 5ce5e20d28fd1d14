import { AnnullaRighe } from './annulla-righe.js';
import { ApplicaRighe } from './applica-righe.js';

/** Records: applied and cancelled riga by riga. */
export const RECORD_PROVIDERS = [ApplicaRighe, AnnullaRighe];
