import { type DynamicModule, Module } from '@nestjs/common';
import { MessagingModule, type TransportOptions } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { RiferimentiModule } from '#libs/riferimenti';
import { BlindIndex, FirmaRicevute, KeyRing, SecurityModule, trustedIssuers } from '#libs/security';
import { CompitiPeriodici } from './compiti-periodici.js';
import { CUSTODIA_PROVIDERS } from './custodia/custodia.providers.js';
import { INVIO_PROVIDERS } from './invio/invio.providers.js';
import { LAVORO_PROVIDERS } from './lavoro/lavoro.providers.js';
import { RECORD_PROVIDERS } from './record/record.providers.js';
import { RICEVUTA_PROVIDERS } from './ricevuta/ricevuta.providers.js';
import { RIGA_PROVIDERS } from './riga/riga.providers.js';
import { VALIDAZIONE_PROVIDERS } from './validazione/validazione.providers.js';
import { INGESTION_APIS } from './ingestion.apis.js';
import { IngestionSettings } from './ingestion.config.js';
import { LavoriController } from './lavoro/lavori.controller.js';
import { INGESTION_MIGRATIONS } from './migrations/index.js';
import { Partizioni } from './partizioni.js';
import { IdentitaRecord } from './record/identita-record.js';
import { ChiaviRicevuteController } from './ricevuta/chiavi-ricevute.controller.js';
import { LeggiRilievi } from './rilievo/leggi-rilievi.js';
import { TRACCIATI_PROVIDERS } from './tracciati/tracciati.providers.js';
import { VerificaDocumento } from './verifica/verifica-documento.js';

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
      controllers: [
        ...INGESTION_APIS.flatMap(({ controllers }) => controllers),
        ChiaviRicevuteController,
        LavoriController,
      ],
      providers: [
        { provide: IngestionSettings, useValue: settings },
        { provide: KeyRing, useFactory: () => KeyRing.fromSetting(settings.chiaviIngestion) },
        { provide: FirmaRicevute, useFactory: () => FirmaRicevute.fromSetting(settings.chiaviRicevute) },
        {
          provide: IdentitaRecord,
          useFactory: () => new IdentitaRecord(BlindIndex.fromSetting(settings.chiaveRecord)),
        },
        ...CUSTODIA_PROVIDERS,
        ...INVIO_PROVIDERS,
        ...LAVORO_PROVIDERS,
        ...RECORD_PROVIDERS,
        ...RICEVUTA_PROVIDERS,
        ...RIGA_PROVIDERS,
        ...TRACCIATI_PROVIDERS,
        ...VALIDAZIONE_PROVIDERS,
        VerificaDocumento,
        LeggiRilievi,
        CompitiPeriodici,
        Partizioni,
      ],
    };
  }
}
