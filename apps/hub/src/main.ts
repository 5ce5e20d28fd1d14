import { startHub } from './start-hub.js';

await startHub(process.env);
