import type { Provider } from '@nestjs/common';
import type { AnagrafeRegionaleSettings } from '../anagrafe-regionale.config.js';
import { AttoRiesameRegionale, Visibilita } from './visibilita.js';

export function visibilitaProviders({ attoRiesameRegionale }: AnagrafeRegionaleSettings): Provider[] {
  return [Visibilita, { provide: AttoRiesameRegionale, useValue: new AttoRiesameRegionale(attoRiesameRegionale) }];
}
