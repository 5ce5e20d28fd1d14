export { NOMENCLATORE_MIGRATIONS } from './migrations/index.js';
export { NOMENCLATORE_APIS } from './nomenclatore.apis.js';
export { NOMENCLATORE_SETTINGS } from './nomenclatore.config.js';
export { NOMENCLATORE_ERRORS } from './nomenclatore.errors.js';
export { NomenclatoreModule, type NomenclatoreOptions } from './nomenclatore.module.js';
