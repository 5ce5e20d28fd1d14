import { startInpsGateway } from './start-inps-gateway.js';

await startInpsGateway(process.env);
