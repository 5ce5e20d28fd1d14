import type { Provider } from '@nestjs/common';
import { Riferimenti } from '#libs/riferimenti';
import { AccogliRisposta } from './accogli-risposta.js';
import { FonteAnpr } from './anpr/fonte-anpr.js';
import { AnnotaDomande } from './annota-domande.js';
import { ChiediAggiornamento, ContestoAggiornamenti, LimiteAggiornamenti } from './chiedi-aggiornamento.js';
import { ChiediAlleFonti } from './chiedi-alle-fonti.js';
import { CompitiFonti } from './compiti-fonti.js';
import type { FontePersone } from './fonte-persone.js';
import { FontiAttive } from './fonti-attive.js';
import { type FontiSettings, configurazioneAnpr, configurazioneSanitaria, identitaPdnd } from './fonti.config.js';
import { FontiWorker } from './fonti.worker.js';
import { MisuraDomande } from './misura-domande.js';
import { ChiamataModi } from './pdnd/chiamata-modi.js';
import { ClientPdnd } from './pdnd/client-pdnd.js';
import { PrendiDomande } from './prendi-domande.js';
import { RinnovaPersone, Rinnovo } from './rinnova-persone.js';
import { FonteSanitaria } from './sanitaria/fonte-sanitaria.js';

/** @throws InvalidSettings for half a configuration */
export function fonteEsternaProviders(settings: FontiSettings): Provider[] {
  const pdnd = identitaPdnd(settings);
  const anpr = configurazioneAnpr(settings);
  const sanitaria = configurazioneSanitaria(settings);
  const sede = { userLocation: settings.fontiSede, LoA: settings.fontiLoa };
  const attiveOf = (riferimenti: Riferimenti): FontiAttive => {
    if (pdnd === undefined) return new FontiAttive([]);
    const chiamata = new ChiamataModi(new ClientPdnd(pdnd), sede);
    const fonti: FontePersone[] = [];
    if (anpr !== undefined) fonti.push(new FonteAnpr(chiamata, anpr, () => riferimenti.territorio));
    if (sanitaria !== undefined) fonti.push(new FonteSanitaria(chiamata, sanitaria, () => riferimenti.territorio));
    return new FontiAttive(fonti);
  };
  return [
    { provide: FontiAttive, inject: [Riferimenti], useFactory: attiveOf },
    { provide: Rinnovo, useFactory: () => new Rinnovo(settings.rinnovoFonti) },
    {
      provide: LimiteAggiornamenti,
      useFactory: () => new LimiteAggiornamenti(settings.aggiornamentiAlGiorno),
    },
    ContestoAggiornamenti,
    ChiediAggiornamento,
    AnnotaDomande,
    PrendiDomande,
    AccogliRisposta,
    ChiediAlleFonti,
    RinnovaPersone,
    {
      provide: FontiWorker,
      inject: [FontiAttive, ChiediAlleFonti, Riferimenti],
      useFactory: (attive: FontiAttive, chiedi: ChiediAlleFonti, riferimenti: Riferimenti) =>
        new FontiWorker(attive, chiedi, riferimenti),
    },
    MisuraDomande,
    {
      provide: CompitiFonti,
      inject: [FontiAttive, RinnovaPersone, MisuraDomande],
      useFactory: (attive: FontiAttive, rinnova: RinnovaPersone, misura: MisuraDomande) =>
        new CompitiFonti(attive, rinnova, misura),
    },
  ];
}
