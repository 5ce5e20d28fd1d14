import { Candidati } from './candidati.js';
import { CompletaSchede } from './completa-schede.js';
import { ConosciPersone } from './conosci-persone.js';
import { DatiRiservati } from './dati-riservati.js';
import { DimenticaCessate } from './dimentica-cessate.js';
import { GiudicePersone } from './giudice-persone.js';
import { LeggiPersone } from './leggi-persone.js';
import { PersoneCessate } from './persone-cessate.js';
import { RicalcolaPersone } from './ricalcola-persone.js';
import { RivediSomiglianze } from './rivedi-somiglianze.js';
import { ScriviCollegamenti } from './scrivi-collegamenti.js';
import { ScriviDubbi } from './scrivi-dubbi.js';
import { ScriviPersone } from './scrivi-persone.js';
import { ScriviSchede } from './scrivi-schede.js';
import { SeguiProtezioni } from './segui-protezioni.js';
import { TrattieniPersone } from './trattieni-persone.js';

export const PERSONA_PROVIDERS = [
  DatiRiservati,
  TrattieniPersone,
  LeggiPersone,
  Candidati,
  GiudicePersone,
  ConosciPersone,
  ScriviSchede,
  SeguiProtezioni,
  PersoneCessate,
  DimenticaCessate,
  ScriviPersone,
  ScriviDubbi,
  RivediSomiglianze,
  ScriviCollegamenti,
  CompletaSchede,
  RicalcolaPersone,
];
