import { type DynamicModule, Module } from '@nestjs/common';
import { HealthModule, MetricsModule } from '#libs/observability';
import { trustedIssuers } from '#libs/security';
import { AnagrafeRegionaleModule } from '#apps/anagrafe-regionale';
import { IngestionModule } from '#apps/ingestion';
import { InpsGatewayModule } from '#apps/inps-gateway';
import { NomenclatoreModule } from '#apps/nomenclatore';
import { ReportingModule } from '#apps/reporting';
import { type HubSettings, transportOf } from './hub.config.js';

/** All apps in one process, each with its own database roles, messages and keys, as if it were alone. */
@Module({})
export class HubModule {
  static forSettings(settings: HubSettings): DynamicModule {
    const transport = transportOf(settings);
    const { hub, nomenclatore } = settings;
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
          publicUrl: hub.publicUrl,
        }),
        IngestionModule.forApp(settings.ingestion, transport),
        AnagrafeRegionaleModule.forApp(settings['anagrafe-regionale'], transport),
        InpsGatewayModule.forApp(settings['inps-gateway'], transport),
        ReportingModule.forApp(settings.reporting, transport),
      ],
    };
  }
}
