export { ANAGRAFE_REGIONALE_APIS } from './anagrafe-regionale.apis.js';
export { ANAGRAFE_REGIONALE_SETTINGS } from './anagrafe-regionale.config.js';
export { ANAGRAFE_REGIONALE_ERRORS } from './anagrafe-regionale.errors.js';
export { AnagrafeRegionaleModule } from './anagrafe-regionale.module.js';
export { ANAGRAFE_REGIONALE_MIGRATIONS } from './migrations/index.js';
