import { AscoltaAvanzamento } from './ascolta-avanzamento.js';
import { LeggiLavoriInCorso } from './leggi-lavori-in-corso.js';
import { Osservatorio } from './osservatorio.js';

/** How far invii are, told to who listens. */
export const AVANZAMENTO_PROVIDERS = [AscoltaAvanzamento, Osservatorio, LeggiLavoriInCorso];
