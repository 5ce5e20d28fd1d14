import { CaricaNomenclaturaLocale } from './carica-nomenclatura-locale.js';
import { LeggiNomenclaturaLocale } from './leggi-nomenclatura-locale.js';
import { NotoLista } from './noto-lista.js';
import { ScriviLista } from './scrivi-lista.js';

/** Lists of enti, with what their codes are for the region. */
export const NOMENCLATURE_LOCALI_PROVIDERS = [
  NotoLista,
  ScriviLista,
  CaricaNomenclaturaLocale,
  LeggiNomenclaturaLocale,
];
