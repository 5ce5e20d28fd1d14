import type { Provider } from '@nestjs/common';
import { Riferimenti } from '#libs/riferimenti';
import type { AnagrafeRegionaleSettings } from '../anagrafe-regionale.config.js';
import { DettiResidenza } from './detti-residenza.js';
import { LeggiContese } from './leggi-contese.js';
import { LeggiStoria } from './leggi-storia.js';
import { RegoleResidenza } from './regole-residenza.js';
import { ResidenzeEffettive } from './residenze-effettive.js';
import { ScadenzeResidenza } from './scadenze-residenza.js';
import { ScadenzeWorker } from './scadenze.worker.js';
import { ScriviResidenze } from './scrivi-residenze.js';

export function residenzaProviders({ giorniSilenzioOrigine }: AnagrafeRegionaleSettings): Provider[] {
  return [
    DettiResidenza,
    ResidenzeEffettive,
    ScriviResidenze,
    LeggiStoria,
    LeggiContese,
    ScadenzeResidenza,
    ScadenzeWorker,
    {
      provide: RegoleResidenza,
      inject: [Riferimenti],
      useFactory: (riferimenti: Riferimenti) => new RegoleResidenza(riferimenti, giorniSilenzioOrigine),
    },
  ];
}
