import { LeggiFonti } from './leggi-fonti.js';

/** Where rows come from. */
export const FONTI_PROVIDERS = [LeggiFonti];
