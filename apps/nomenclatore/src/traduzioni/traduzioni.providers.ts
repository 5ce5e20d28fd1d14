import { TraduciCodici } from './traduci-codici.js';
import { VistaPubblicata } from './vista-pubblicata.js';

/** Translation of codes, and the view that every answer is taken from. */
export const TRADUZIONI_PROVIDERS = [VistaPubblicata, TraduciCodici];
