import { CollegaRighe } from './collega-righe.js';
import { CollegaSchede } from './collega-schede.js';
import { DiciCollegamenti } from './dici-collegamenti.js';

export const COLLEGAMENTO_PROVIDERS = [CollegaSchede, CollegaRighe, DiciCollegamenti];
