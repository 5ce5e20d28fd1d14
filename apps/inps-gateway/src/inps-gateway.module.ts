import { type DynamicModule, Module } from '@nestjs/common';
import { MessagingModule, type TransportOptions } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { RiferimentiModule } from '#libs/riferimenti';
import { KeyRing, SecurityModule, trustedIssuers } from '#libs/security';
import { CompitiPeriodici } from './compiti-periodici.js';
import { EsitiOrfaniController } from './esito/esiti-orfani.controller.js';
import { ESITO_PROVIDERS } from './esito/esito.providers.js';
import { FLUSSO_PROVIDERS } from './flusso/flusso.providers.js';
import { RigheAccettateConsumer } from './flusso/righe-accettate.consumer.js';
import { INPS_GATEWAY_APIS } from './inps-gateway.apis.js';
import type { InpsGatewaySettings } from './inps-gateway.config.js';
import { INPS_GATEWAY_MIGRATIONS } from './migrations/index.js';
import { Misure } from './misure.js';
import { MODALITA_PROVIDERS } from './modalita/modalita.providers.js';
import { Partizioni } from './partizioni.js';
import { LeggiRiepilogo } from './riepilogo/leggi-riepilogo.js';
import { SegnaRitiri } from './ritiro/segna-ritiri.js';
import { WaasController } from './waas/waas.controller.js';
import { WAAS_PROVIDERS } from './waas/waas.providers.js';

/** The way to INPS: one append-only log of flussi per ente, served to INPS, and INPS's answers. */
@Module({})
export class InpsGatewayModule {
  /** @param transport `embedded` only inside `hub` */
  static forApp(settings: InpsGatewaySettings, transport: TransportOptions): DynamicModule {
    const persistence = PersistenceModule.forApp({
      url: settings.databaseUrl,
      app: 'inps-gateway',
      password: settings.databasePassword,
      migrations: INPS_GATEWAY_MIGRATIONS,
      poolSize: settings.poolSize,
    });
    const messaging = MessagingModule.forApp({
      app: 'inps-gateway',
      transport,
      prefix: settings.busPrefix,
      keyRing: KeyRing.fromSetting(settings.chiaviMessaggi),
      imports: [persistence],
    });
    const riferimenti = RiferimentiModule.forApp('inps-gateway', [persistence, messaging]);
    return {
      module: InpsGatewayModule,
      imports: [
        persistence,
        messaging,
        riferimenti,
        SecurityModule.forApp({ issuers: trustedIssuers(settings), imports: [riferimenti] }),
      ],
      controllers: [
        ...INPS_GATEWAY_APIS.flatMap(({ controllers }) => controllers),
        WaasController,
        EsitiOrfaniController,
        RigheAccettateConsumer,
      ],
      providers: [
        { provide: KeyRing, useFactory: () => KeyRing.fromSetting(settings.chiaviInpsGateway) },
        ...FLUSSO_PROVIDERS,
        ...WAAS_PROVIDERS,
        ...ESITO_PROVIDERS,
        ...MODALITA_PROVIDERS,
        LeggiRiepilogo,
        SegnaRitiri,
        Misure,
        Partizioni,
        CompitiPeriodici,
      ],
    };
  }
}
