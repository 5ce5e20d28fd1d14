import type { Provider } from '@nestjs/common';
import { BlindIndex, KeyRing } from '#libs/security';
import type { AnagrafeRegionaleSettings } from './anagrafe-regionale.config.js';
import { Pseudonimi } from './fatto/pseudonimi.js';
import { Riferimento } from './persona/riferimento.js';

/** What encrypts, finds again and renames persons: three keys that no other app is given. */
export function chiaviProviders(settings: AnagrafeRegionaleSettings): Provider[] {
  const { chiaviAnagrafe, chiaveIndiceAnagrafe, chiavePseudonimi } = settings;
  return [
    { provide: KeyRing, useFactory: () => KeyRing.fromSetting(chiaviAnagrafe) },
    { provide: Riferimento, useFactory: () => new Riferimento(BlindIndex.fromSetting(chiaveIndiceAnagrafe)) },
    { provide: Pseudonimi, useFactory: () => new Pseudonimi(BlindIndex.fromSetting(chiavePseudonimi)) },
  ];
}
