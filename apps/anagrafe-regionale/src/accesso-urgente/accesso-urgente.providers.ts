import { ApriAccessoUrgente } from './apri-accesso-urgente.js';
import { AvvisaProtezione } from './avvisa-protezione.js';
import { EsaminaAccessoUrgente } from './esamina-accesso-urgente.js';
import { LeggiAccessiUrgenti } from './leggi-accessi-urgenti.js';
import { LimitiUrgenza } from './limiti-urgenza.js';
import { ScriviAccessoUrgente } from './scrivi-accesso-urgente.js';

export const ACCESSO_URGENTE_PROVIDERS = [
  LimitiUrgenza,
  ScriviAccessoUrgente,
  ApriAccessoUrgente,
  AvvisaProtezione,
  LeggiAccessiUrgenti,
  EsaminaAccessoUrgente,
];
