import { DISPOSIZIONI } from './prova/installazione.js';
import { raccontaInps } from './prova/racconto-inps.js';

for (const disposizione of DISPOSIZIONI) raccontaInps(disposizione, 2_000, 90);
