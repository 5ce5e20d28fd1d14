import { Custodia } from './custodia.js';
import { ScadiCustodia } from './scadi-custodia.js';
import { SpazioDisco } from './spazio-disco.js';
import { SpazzaOrfani } from './spazza-orfani.js';

/** Bytes in custody: kept, swept, expired. */
export const CUSTODIA_PROVIDERS = [Custodia, SpazioDisco, SpazzaOrfani, ScadiCustodia];
