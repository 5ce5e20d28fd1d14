import { AnnullaRighe } from './annulla-righe.js';
import { ApplicaRighe } from './applica-righe.js';
import { DiciRighe } from './dici-righe.js';
import { RegistraRighe } from './registra-righe.js';

/** Records: applied and cancelled riga by riga. */
export const RECORD_PROVIDERS = [RegistraRighe, DiciRighe, ApplicaRighe, AnnullaRighe];
