import { startReporting } from './start-reporting.js';

await startReporting(process.env);
