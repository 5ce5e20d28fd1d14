import { type DynamicModule, Module } from '@nestjs/common';
import { MessagingModule, type TransportOptions } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { RiferimentiModule } from '#libs/riferimenti';
import { SecurityModule, trustedIssuers } from '#libs/security';
import { ConsegneConsumer } from './consegne/consegne.consumer.js';
import { LeggiConsegne } from './consegne/leggi-consegne.js';
import { RegistraConsegna } from './consegne/registra-consegna.js';
import { ApplicaFatti } from './fatti/applica-fatti.js';
import { FattiConsumer } from './fatti/fatti.consumer.js';
import { REPORTING_MIGRATIONS } from './migrations/index.js';
import { REPORTING_APIS } from './reporting.apis.js';
import { ReportingSettings } from './reporting.config.js';
import { TABELLE_PROVIDERS } from './tabelle/tabelle.providers.js';
import { Visibilita } from './visibilita/visibilita.js';

/** Reporting: pseudonymous facts, tables under disclosure control, what each ente delivered. Needs `HealthModule` at the root. */
@Module({})
export class ReportingModule {
  /** @param transport `embedded` only inside `hub` */
  static forApp(settings: ReportingSettings, transport: TransportOptions): DynamicModule {
    const persistence = PersistenceModule.forApp({
      url: settings.databaseUrl,
      app: 'reporting',
      password: settings.databasePassword,
      migrations: REPORTING_MIGRATIONS,
      poolSize: settings.poolSize,
    });
    // I4: no key ring. A personal message that came here by mistake would park unread.
    const messaging = MessagingModule.forApp({
      app: 'reporting',
      transport,
      prefix: settings.busPrefix,
      imports: [persistence],
    });
    const riferimenti = RiferimentiModule.forApp('reporting', [persistence, messaging]);
    return {
      module: ReportingModule,
      imports: [
        persistence,
        messaging,
        riferimenti,
        SecurityModule.forApp({ issuers: trustedIssuers(settings), imports: [riferimenti] }),
      ],
      controllers: [...REPORTING_APIS.flatMap(({ controllers }) => controllers), FattiConsumer, ConsegneConsumer],
      providers: [
        { provide: ReportingSettings, useValue: settings },
        ApplicaFatti,
        RegistraConsegna,
        LeggiConsegne,
        Visibilita,
        ...TABELLE_PROVIDERS,
      ],
    };
  }
}
