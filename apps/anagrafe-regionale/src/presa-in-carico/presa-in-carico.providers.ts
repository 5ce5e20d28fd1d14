import type { Provider } from '@nestjs/common';
import type { AnagrafeRegionaleSettings } from '../anagrafe-regionale.config.js';
import { ApriPresaInCarico } from './apri-presa-in-carico.js';
import { ChiudiPresaInCarico } from './chiudi-presa-in-carico.js';
import { LeggiPreseInCarico } from './leggi-prese-in-carico.js';
import { Termini } from './termini.js';

export function presaInCaricoProviders(settings: AnagrafeRegionaleSettings): Provider[] {
  const { graziaPresaInCarico: grazia, giorniSportello: sportello, giorniEsameUrgenze: esame } = settings;
  return [
    {
      provide: Termini,
      useFactory: () => new Termini({ grazia, sportello, esame }, settings.urgenzeAlGiorno),
    },
    ApriPresaInCarico,
    ChiudiPresaInCarico,
    LeggiPreseInCarico,
  ];
}
