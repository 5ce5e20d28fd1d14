import { FinisciProtezione } from './finisci-protezione.js';
import { LeggiProtezioni } from './leggi-protezioni.js';
import { MettiProtezione } from './metti-protezione.js';
import { Motivi } from './motivi.js';
import { ScriviProtezione } from './scrivi-protezione.js';
import { SegnaProtezione } from './segna-protezione.js';
import { TogliProtezione } from './togli-protezione.js';

export const PROTEZIONE_PROVIDERS = [
  Motivi,
  FinisciProtezione,
  SegnaProtezione,
  ScriviProtezione,
  MettiProtezione,
  TogliProtezione,
  LeggiProtezioni,
];
