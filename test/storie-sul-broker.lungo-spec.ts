import { onTheBroker } from './prova/trasporto.js';

// The same stories as among the quick tests, which tell them over the bus in the database.
onTheBroker();
await import('./le-risposte-di-inps-tornano-su-ogni-riga.e2e-spec.js');
await import('./un-codice-locale-attende-e-parte.e2e-spec.js');
await import('./una-consegna-riceve-ricevuta-e-verdetto.e2e-spec.js');
