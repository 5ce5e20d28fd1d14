import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startHttp } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { HealthModule, Logger, MetricsModule, setLogLevel } from '#libs/observability';
import { type SettingsOf, readSettings } from '#libs/settings';
import { INGESTION_APIS } from './ingestion.apis.js';
import { PROCESS_SETTINGS } from './ingestion.config.js';
import { INGESTION_ERRORS } from './ingestion.errors.js';
import { IngestionModule } from './ingestion.module.js';

@Module({})
class ProcessModule {
  static forSettings(settings: SettingsOf<typeof PROCESS_SETTINGS>): DynamicModule {
    const ingestion = IngestionModule.forApp(settings, { kind: 'rabbitmq', url: settings.amqpUrl });
    return {
      module: ProcessModule,
      imports: [HealthModule, MetricsModule.withToken(settings.metricsToken), ingestion],
    };
  }
}

/**
 * Starts ingestion alone; RabbitMQ joins it to the other apps.
 * @throws InvalidSettings, SchemaBehind
 */
export async function startIngestion(env: NodeJS.ProcessEnv): Promise<NestFastifyApplication> {
  const settings = readSettings(PROCESS_SETTINGS, env);
  setLogLevel(settings.logLevel);
  const app = await startHttp(ProcessModule.forSettings(settings), {
    settings,
    port: settings.port,
    logger: new Logger({ app: 'ingestion' }),
    apis: INGESTION_APIS,
    errors: [{ title: 'Invii ed esiti', table: INGESTION_ERRORS }],
  });
  await startMessaging(app);
  return app;
}
