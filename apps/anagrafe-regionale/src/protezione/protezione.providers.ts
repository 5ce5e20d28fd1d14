import { LeggiProtezioni } from './leggi-protezioni.js';
import { MettiProtezione } from './metti-protezione.js';
import { Motivi } from './motivi.js';
import { TogliProtezione } from './togli-protezione.js';

export const PROTEZIONE_PROVIDERS = [Motivi, MettiProtezione, TogliProtezione, LeggiProtezioni];
