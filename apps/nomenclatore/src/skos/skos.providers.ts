import { LeggiSkos } from './leggi-skos.js';

/** Linked data. */
export const SKOS_PROVIDERS = [LeggiSkos];
