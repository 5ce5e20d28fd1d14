import type { Provider } from '@nestjs/common';
import { Clock } from '#libs/persistence';
import type { AnagrafeRegionaleSettings } from '../anagrafe-regionale.config.js';
import { Riferimento } from '../persona/riferimento.js';
import { CercaPersone } from './cerca-persone.js';
import { GuardaPersone } from './guarda-persone.js';
import { ComponiRisposta } from './componi-risposta.js';
import { DimenticaRicerche } from './dimentica-ricerche.js';
import { FrenoRicerche } from './freno-ricerche.js';
import { LeggiPersona } from './leggi-persona.js';
import { Luoghi } from './luoghi.js';
import { PersoneVisibili } from './persone-visibili.js';

export function ricercaProviders(settings: AnagrafeRegionaleSettings): Provider[] {
  const limiti = {
    vuote: settings.ricercheVuote,
    vuoteEnte: settings.ricercheVuoteEnte,
    linea: settings.proveDiSeguito,
  };
  return [
    Luoghi,
    ComponiRisposta,
    PersoneVisibili,
    CercaPersone,
    LeggiPersona,
    GuardaPersone,
    DimenticaRicerche,
    {
      provide: FrenoRicerche,
      inject: [Clock, Riferimento],
      useFactory: (clock: Clock, riferimento: Riferimento) => new FrenoRicerche(clock, riferimento, limiti),
    },
  ];
}
