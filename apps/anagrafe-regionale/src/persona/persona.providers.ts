import { DatiRiservati } from './dati-riservati.js';
import { ScriviPersone } from './scrivi-persone.js';
import { TrattieniPersone } from './trattieni-persone.js';

export const PERSONA_PROVIDERS = [DatiRiservati, TrattieniPersone, ScriviPersone];
