import { type DynamicModule, Module } from '@nestjs/common';
import { HealthModule, MetricsModule } from '#libs/observability';
import { trustedIssuers } from '#libs/security';
import { AnagrafeRegionaleModule } from '#apps/anagrafe-regionale';
import { IngestionModule } from '#apps/ingestion';
import { NomenclatoreModule } from '#apps/nomenclatore';
import { type HubSettings, transportOf } from './hub.config.js';

/** All apps in one process, each with its own database roles, messages and keys, as if it were alone. */
@Module({})
export class HubModule {
  static forSettings(settings: HubSettings): DynamicModule {
    const transport = transportOf(settings);
    const { hub, nomenclatore, ingestion, 'anagrafe-regionale': anagrafe } = settings;
    return {
      module: HubModule,
      imports: [
        HealthModule,
        MetricsModule.withToken(hub.metricsToken),
        NomenclatoreModule.forApp({
          ...nomenclatore,
          transport,
          prefix: hub.busPrefix,
          issuers: trustedIssuers(nomenclatore),
          cartelle: nomenclatore,
        }),
        IngestionModule.forApp(ingestion, transport),
        AnagrafeRegionaleModule.forApp(anagrafe, transport),
      ],
    };
  }
}
