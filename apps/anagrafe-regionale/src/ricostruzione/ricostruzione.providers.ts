import { AvviaRicostruzione } from './avvia-ricostruzione.js';
import { CompitoRicostruzioni } from './compito-ricostruzioni.js';
import { LeggiRicostruzioni } from './leggi-ricostruzioni.js';
import { RicostruisciPersone } from './ricostruisci-persone.js';

export const RICOSTRUZIONE_PROVIDERS = [
  LeggiRicostruzioni,
  AvviaRicostruzione,
  RicostruisciPersone,
  CompitoRicostruzioni,
];
