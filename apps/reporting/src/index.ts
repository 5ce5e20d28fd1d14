export { REPORTING_MIGRATIONS } from './migrations/index.js';
export { REPORTING_APIS } from './reporting.apis.js';
export { REPORTING_SETTINGS } from './reporting.config.js';
export { REPORTING_ERRORS } from './reporting.errors.js';
export { ReportingModule } from './reporting.module.js';
