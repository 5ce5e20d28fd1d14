import { AttesaWorker } from './attesa.worker.js';
import { LeggiAttesa } from './leggi-attesa.js';
import { LiberaRighe } from './libera-righe.js';
import { PubblicaAttese } from './pubblica-attese.js';
import { SbloccaRighe } from './sblocca-righe.js';

/** Righe that wait for their code: let go, counted, told. */
export const ATTESA_PROVIDERS = [AttesaWorker, SbloccaRighe, LiberaRighe, PubblicaAttese, LeggiAttesa];
