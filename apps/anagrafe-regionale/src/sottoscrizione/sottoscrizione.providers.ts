import { ApriSottoscrizione } from './apri-sottoscrizione.js';
import { ChiVede } from './chi-vede.js';
import { ChiudiSottoscrizione } from './chiudi-sottoscrizione.js';
import { LeggiSottoscrizioni } from './leggi-sottoscrizioni.js';
import { PersonaSeguibile } from './persona-seguibile.js';
import { Radici } from './radici.js';

export const SOTTOSCRIZIONE_PROVIDERS = [
  Radici,
  ChiVede,
  PersonaSeguibile,
  ApriSottoscrizione,
  LeggiSottoscrizioni,
  ChiudiSottoscrizione,
];
