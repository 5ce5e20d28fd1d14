import { DISPOSIZIONI } from './prova/installazione.js';
import { raccontaInps } from './prova/racconto-inps.js';

for (const disposizione of DISPOSIZIONI) raccontaInps(disposizione, 20_000, 300);
