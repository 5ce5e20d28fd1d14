export { INGESTION_APIS } from './ingestion.apis.js';
export { INGESTION_SETTINGS } from './ingestion.config.js';
export { INGESTION_ERRORS } from './ingestion.errors.js';
export { IngestionModule } from './ingestion.module.js';
export { INGESTION_MIGRATIONS } from './migrations/index.js';
