import { CercaInteressato } from './cerca-interessato.js';
import { EstraiInteressato } from './estrai-interessato.js';
import { LeggiDati } from './leggi-dati.js';
import { LeggiTrattamenti } from './leggi-trattamenti.js';

export const INTERESSATO_PROVIDERS = [CercaInteressato, LeggiDati, LeggiTrattamenti, EstraiInteressato];
