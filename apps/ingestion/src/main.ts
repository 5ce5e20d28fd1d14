import { startIngestion } from './start-ingestion.js';

await startIngestion(process.env);
