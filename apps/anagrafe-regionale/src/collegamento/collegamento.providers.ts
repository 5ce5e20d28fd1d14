import { CollegaRighe } from './collega-righe.js';
import { DiciCollegamenti } from './dici-collegamenti.js';

export const COLLEGAMENTO_PROVIDERS = [CollegaRighe, DiciCollegamenti];
