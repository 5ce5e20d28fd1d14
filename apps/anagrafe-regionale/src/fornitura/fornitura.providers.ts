import type { Provider } from '@nestjs/common';
import type { AnagrafeRegionaleSettings } from '../anagrafe-regionale.config.js';
import { AccogliRighe } from './accogli-righe.js';
import { AnnotaAssenze } from './annota-assenze.js';
import { ApplicaFornitura } from './applica-fornitura.js';
import { AvanzaForniture } from './avanza-forniture.js';
import { ConcludiFornitura } from './concludi-fornitura.js';
import { DecidiFornitura } from './decidi-fornitura.js';
import { FornitureWorker } from './forniture.worker.js';
import { type Limiti, LimitiForniture } from './freni.js';
import { GiudicaFornitura } from './giudica-fornitura.js';
import { LeggiAssenze } from './leggi-assenze.js';
import { LeggiForniture } from './leggi-forniture.js';
import { RigheAttese } from './righe-attese.js';
import { RitiraAssenze } from './ritira-assenze.js';
import { RivediPretese } from './rivedi-pretese.js';
import { ScadenzeForniture } from './scadenze-forniture.js';
import { ScadenzeFornitureWorker } from './scadenze-forniture.worker.js';

export function fornituraProviders(settings: AnagrafeRegionaleSettings): Provider[] {
  const limiti: Limiti = {
    uscite: { assoluto: settings.usciteMassime, percento: settings.percentoUscite },
    pretese: { assoluto: settings.preteseMassime, percento: settings.percentoPretese },
    assenti: { assoluto: settings.assentiMassimi, percento: settings.percentoAssenti },
    fornitureAlGiorno: settings.fornitureAlGiorno,
    giorniFerme: settings.giorniFornitureFerme,
  };
  return [
    { provide: LimitiForniture, useValue: limiti },
    AccogliRighe,
    ConcludiFornitura,
    GiudicaFornitura,
    RigheAttese,
    RivediPretese,
    AnnotaAssenze,
    RitiraAssenze,
    ApplicaFornitura,
    AvanzaForniture,
    FornitureWorker,
    LeggiForniture,
    LeggiAssenze,
    DecidiFornitura,
    ScadenzeForniture,
    ScadenzeFornitureWorker,
  ];
}
