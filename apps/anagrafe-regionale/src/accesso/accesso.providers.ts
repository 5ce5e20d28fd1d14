import { LeggiAccessi } from './leggi-accessi.js';
import { Partizioni } from './partizioni.js';
import { RegistroAccessi } from './registro-accessi.js';

export const ACCESSO_PROVIDERS = [RegistroAccessi, LeggiAccessi, Partizioni];
