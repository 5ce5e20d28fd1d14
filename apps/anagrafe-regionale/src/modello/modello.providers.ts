import { AvviaApprendimento } from './avvia-apprendimento.js';
import { CompitoApprendimenti } from './compito-apprendimenti.js';
import { ImparaModello } from './impara-modello.js';
import { LeggiCampione } from './leggi-campione.js';
import { LeggiModelli } from './leggi-modelli.js';
import { ModelloInUso } from './modello-in-uso.js';
import { UsaModello } from './usa-modello.js';

export const MODELLO_PROVIDERS = [
  ModelloInUso,
  LeggiCampione,
  ImparaModello,
  LeggiModelli,
  AvviaApprendimento,
  UsaModello,
  CompitoApprendimenti,
];
