import { CaricaVariazioni } from './carica-variazioni.js';
import { LeggiVariazioni } from './leggi-variazioni.js';
import { LuoghiRegistrati } from './luoghi-registrati.js';
import { RegistraVariazioni } from './registra-variazioni.js';
import { ScrittureVariazioni } from './scritture-variazioni.js';

/** Changes of the territory, declared by API and file. */
export const VARIAZIONI_PROVIDERS = [
  LuoghiRegistrati,
  ScrittureVariazioni,
  RegistraVariazioni,
  CaricaVariazioni,
  LeggiVariazioni,
];
