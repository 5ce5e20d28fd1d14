import type { Provider } from '@nestjs/common';
import { Clock } from '#libs/persistence';
import { FirmaRicevute } from '#libs/security';
import type { AnagrafeRegionaleSettings } from '../anagrafe-regionale.config.js';
import { Consegna } from './consegna.js';
import { ConsegnaNotifiche, TempiWebhook } from './consegna-notifiche.js';
import { LeggiWebhook } from './leggi-webhook.js';
import { RegistraWebhook, WebhookLocali } from './registra-webhook.js';
import { TogliWebhook } from './togli-webhook.js';

/** From the name of the receiver to the status of its answer. */
const ATTESA_MS = 10_000;

export function webhookProviders(settings: AnagrafeRegionaleSettings): Provider[] {
  const { chiaviRicevute, pazienzaWebhook, webhookLocali } = settings;
  return [
    { provide: FirmaRicevute, useFactory: () => FirmaRicevute.fromSetting(chiaviRicevute) },
    { provide: Consegna, useFactory: () => new Consegna(ATTESA_MS, webhookLocali) },
    { provide: WebhookLocali, useFactory: () => new WebhookLocali(webhookLocali) },
    { provide: TempiWebhook, inject: [Clock], useFactory: (clock: Clock) => new TempiWebhook(clock, pazienzaWebhook) },
    ConsegnaNotifiche,
    RegistraWebhook,
    LeggiWebhook,
    TogliWebhook,
  ];
}
