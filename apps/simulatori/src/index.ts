export { readSimulatoriSettings, type SimulatoriSettings } from './simulatori.config.js';
export { SimulatoriModule } from './simulatori.module.js';
export { startSimulatori } from './start-simulatori.js';
