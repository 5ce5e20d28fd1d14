import { startAnagrafeRegionale } from './start-anagrafe-regionale.js';

await startAnagrafeRegionale(process.env);
