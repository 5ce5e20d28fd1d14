import 'reflect-metadata';
import { startSimulatori } from './start-simulatori.js';

await startSimulatori(process.env);
