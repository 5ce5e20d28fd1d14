import { type DynamicModule, Module } from '@nestjs/common';
import { HealthModule, MetricsModule } from '#libs/observability';
import { trustedIssuers } from '#libs/security';
import { IngestionModule } from '#apps/ingestion';
import { NomenclatoreModule } from '#apps/nomenclatore';
import { type HubSettings, transportOf } from './hub.config.js';

/** All apps in one process, each with its own database roles, messages and keys, as if it were alone. */
@Module({})
export class HubModule {
  static forSettings(settings: HubSettings): DynamicModule {
    const nomenclatore = NomenclatoreModule.forApp({
      databaseUrl: settings.databaseUrl,
      databasePassword: settings.nomenclatorePassword,
      transport: transportOf(settings),
      prefix: settings.busPrefix,
      issuers: trustedIssuers(settings),
      cartelle: settings,
    });
    const ingestion = IngestionModule.forApp(settings, transportOf(settings));
    return {
      module: HubModule,
      imports: [HealthModule, MetricsModule.withToken(settings.metricsToken), nomenclatore, ingestion],
    };
  }
}
