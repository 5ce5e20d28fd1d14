import { startNomenclatore } from './start-nomenclatore.js';

await startNomenclatore(process.env);
