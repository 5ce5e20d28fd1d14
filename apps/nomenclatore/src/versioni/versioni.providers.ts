import { CreaBozza } from './crea-bozza.js';
import { EsaminaBozza } from './esamina-bozza.js';
import { LeggiBozze } from './leggi-bozze.js';
import { PubblicaBozza } from './pubblica-bozza.js';
import { PubblicaVersione } from './pubblica-versione.js';
import { RitiraPubblicata } from './ritira-pubblicata.js';
import { RitiraVersione } from './ritira-versione.js';
import { ScriviBozza } from './scrivi-bozza.js';
import { SostituisciVoci } from './sostituisci-voci.js';

export const VERSIONI_PROVIDERS = [
  ScriviBozza,
  EsaminaBozza,
  CreaBozza,
  SostituisciVoci,
  PubblicaVersione,
  PubblicaBozza,
  RitiraVersione,
  RitiraPubblicata,
  LeggiBozze,
];
