import { LeggiFamiglia } from './leggi-famiglia.js';
import { ScriviFamiglie } from './scrivi-famiglie.js';

export const FAMIGLIA_PROVIDERS = [ScriviFamiglie, LeggiFamiglia];
