import { ContaLavori } from './conta-lavori.js';
import { LeggiLavori } from './leggi-lavori.js';
import { RiprendiLavori } from './riprendi-lavori.js';

/** Jobs as operators see them. */
export const LAVORO_PROVIDERS = [RiprendiLavori, LeggiLavori, ContaLavori];
