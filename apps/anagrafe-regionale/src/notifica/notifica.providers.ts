import type { Provider, Type } from '@nestjs/common';
import { BlindIndex } from '#libs/security';
import type { AnagrafeRegionaleSettings } from '../anagrafe-regionale.config.js';
import { DimenticaCessate } from '../persona/dimentica-cessate.js';
import { Soggetti } from '../sottoscrizione/sottoscrizione.js';
import { SmistaVariazioni } from '../variazione/smista-variazioni.js';
import { ConsegnaNotifiche } from '../webhook/consegna-notifiche.js';
import { CompitiNotifiche } from './compiti-notifiche.js';
import { ControllaRelazioni } from './controlla-relazioni.js';
import { EmettiNotifiche } from './emetti-notifiche.js';
import { RegoleNotifiche } from './finestra.js';
import { LeggiCanali } from './leggi-canali.js';
import { LeggiVariazioni } from './leggi-variazioni.js';
import { MaggioriEta } from './maggiori-eta.js';
import { MisuraNotifiche } from './misura-notifiche.js';
import { ScartaNotifiche } from './scarta-notifiche.js';

interface Lavoro {
  run(): Promise<unknown>;
}

const COMPITI: readonly { readonly chi: Type<Lavoro>; readonly nome: string; readonly quando: string }[] = [
  { chi: SmistaVariazioni, nome: 'smista-variazioni', quando: '* * * * * *' },
  { chi: EmettiNotifiche, nome: 'emetti-notifiche', quando: '* * * * * *' },
  { chi: ConsegnaNotifiche, nome: 'consegna-notifiche', quando: '* * * * * *' },
  { chi: MisuraNotifiche, nome: 'misura-notifiche', quando: '*/30 * * * * *' },
  // Every hour, so that a process that was down at midnight does not make anybody a day younger.
  { chi: MaggioriEta, nome: 'maggiori-eta', quando: '5 * * * *' },
  { chi: ControllaRelazioni, nome: 'controlla-relazioni', quando: '33 4 * * *' },
  { chi: ScartaNotifiche, nome: 'scarta-notifiche', quando: '41 3 * * *' },
  { chi: DimenticaCessate, nome: 'dimentica-cessate', quando: '52 3 * * *' },
];

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
    MisuraNotifiche,
    LeggiCanali,
    {
      provide: CompitiNotifiche,
      inject: COMPITI.map(({ chi }) => chi),
      useFactory: (...lavori: Lavoro[]) =>
        new CompitiNotifiche(
          COMPITI.map(({ nome, quando }, at) => ({ name: nome, when: quando, work: () => lavori[at]!.run() })),
        ),
    },
  ];
}
