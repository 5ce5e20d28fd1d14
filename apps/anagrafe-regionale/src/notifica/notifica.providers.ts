import type { Provider } from '@nestjs/common';
import { BlindIndex } from '#libs/security';
import type { AnagrafeRegionaleSettings } from '../anagrafe-regionale.config.js';
import { Soggetti } from '../sottoscrizione/sottoscrizione.js';
import { SmistaVariazioni } from '../variazione/smista-variazioni.js';
import { CompitiNotifiche } from './compiti-notifiche.js';
import { ControllaRelazioni } from './controlla-relazioni.js';
import { EmettiNotifiche } from './emetti-notifiche.js';
import { RegoleNotifiche } from './finestra.js';
import { LeggiVariazioni } from './leggi-variazioni.js';
import { MaggioriEta } from './maggiori-eta.js';
import { ScartaNotifiche } from './scarta-notifiche.js';

export function notificaProviders(settings: AnagrafeRegionaleSettings): Provider[] {
  const { finestraVariazioni, conservazioneNotifiche, chiavePseudonimi } = settings;
  return [
    { provide: RegoleNotifiche, useFactory: () => new RegoleNotifiche(finestraVariazioni, conservazioneNotifiche) },
    { provide: Soggetti, useFactory: () => new Soggetti(BlindIndex.fromSetting(chiavePseudonimi)) },
    EmettiNotifiche,
    LeggiVariazioni,
    MaggioriEta,
    ControllaRelazioni,
    ScartaNotifiche,
    {
      provide: CompitiNotifiche,
      inject: [SmistaVariazioni, EmettiNotifiche, MaggioriEta, ControllaRelazioni, ScartaNotifiche],
      useFactory: (
        smista: SmistaVariazioni,
        emetti: EmettiNotifiche,
        eta: MaggioriEta,
        relazioni: ControllaRelazioni,
        scarta: ScartaNotifiche,
      ) =>
        new CompitiNotifiche([
          { nome: 'smista-variazioni', quando: '* * * * * *', fai: () => smista.run() },
          { nome: 'emetti-notifiche', quando: '* * * * * *', fai: () => emetti.run() },
          // Every hour, so that a process that was down at midnight does not make anybody a day younger.
          { nome: 'maggiori-eta', quando: '5 * * * *', fai: () => eta.run() },
          { nome: 'controlla-relazioni', quando: '33 4 * * *', fai: () => relazioni.run() },
          { nome: 'scarta-notifiche', quando: '41 3 * * *', fai: () => scarta.run() },
        ]),
    },
  ];
}
