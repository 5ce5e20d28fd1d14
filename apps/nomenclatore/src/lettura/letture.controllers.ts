import { AmbitiController } from '../ambiti/ambiti.controller.js';
import { ConsultazioneController } from '../consultazione/consultazione.controller.js';
import { CorrispondenzeController } from '../consultazione/corrispondenze.controller.js';
import { DifferenzeController } from '../differenze/differenze.controller.js';
import { EntiController } from '../enti/enti.controller.js';
import { FontiController } from '../fonti/fonti.controller.js';
import { NomenclatureController } from '../nomenclature/nomenclature.controller.js';
import { SkosController } from '../skos/skos.controller.js';
import { TerritorioController } from '../territorio/territorio.controller.js';
import { TraduzioniController } from '../traduzioni/traduzioni.controller.js';
import { LeggiVariazioniController } from '../variazioni/leggi-variazioni.controller.js';

/** What anyone may ask, without a token. */
export const LETTURE_CONTROLLERS = [
  NomenclatureController,
  ConsultazioneController,
  CorrispondenzeController,
  SkosController,
  DifferenzeController,
  TerritorioController,
  LeggiVariazioniController,
  EntiController,
  AmbitiController,
  FontiController,
  TraduzioniController,
];
