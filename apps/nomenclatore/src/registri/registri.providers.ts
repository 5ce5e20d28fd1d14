import { ApplicaVariazione } from './applica-variazione.js';
import { CaricaRegistro } from './file/carica-registro.js';
import { Contatti } from './contatti.js';
import { LeggiAdesioni } from './leggi-adesioni.js';
import { LeggiAtti } from './leggi-atti.js';
import { LeggiRegistro } from './leggi-registro.js';
import { LeggiStoria } from './leggi-storia.js';
import { ScriviRegistro } from './scrivi-registro.js';

/** The registries of a region, written by API and file, and what of them is not for everybody. */
export const REGISTRI_PROVIDERS = [
  LeggiRegistro,
  ScriviRegistro,
  ApplicaVariazione,
  CaricaRegistro,
  LeggiAtti,
  LeggiAdesioni,
  LeggiStoria,
  Contatti,
];
