import { type DynamicModule, Module } from '@nestjs/common';
import { MessagingModule, type TransportOptions } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { RiferimentiModule } from '#libs/riferimenti';
import { KeyRing, SecurityModule, trustedIssuers } from '#libs/security';
import { IngestionSettings } from './ingestion.config.js';
import { INGESTION_CONTROLLERS } from './ingestion.controllers.js';
import { keyProviders } from './ingestion.keys.js';
import { INGESTION_PROVIDERS } from './ingestion.nouns.js';
import { INGESTION_MIGRATIONS } from './migrations/index.js';
import { registroDelleRicevute } from './registro/registro.providers.js';

/** Ingestion: custody, ricevute, validation, rilievi, the ledger of righe. */
@Module({})
export class IngestionModule {
  /** @param transport `embedded` only inside `hub` */
  static forApp(settings: IngestionSettings, transport: TransportOptions): DynamicModule {
    const persistence = PersistenceModule.forApp({
      url: settings.databaseUrl,
      app: 'ingestion',
      password: settings.databasePassword,
      migrations: INGESTION_MIGRATIONS,
      poolSize: settings.poolSize,
    });
    const messaging = MessagingModule.forApp({
      app: 'ingestion',
      transport,
      prefix: settings.busPrefix,
      keyRing: KeyRing.fromSetting(settings.chiaviMessaggi),
      imports: [persistence],
    });
    const riferimenti = RiferimentiModule.forApp('ingestion', [persistence, messaging]);
    return {
      module: IngestionModule,
      imports: [
        persistence,
        messaging,
        riferimenti,
        SecurityModule.forApp({ issuers: trustedIssuers(settings), imports: [riferimenti] }),
      ],
      controllers: INGESTION_CONTROLLERS,
      providers: [
        { provide: IngestionSettings, useValue: settings },
        ...keyProviders(settings),
        ...INGESTION_PROVIDERS,
        ...registroDelleRicevute(settings),
      ],
    };
  }
}
