import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startHttp } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { HealthModule, Logger, MetricsModule, setLogLevel } from '#libs/observability';
import { type SettingsOf, readSettings } from '#libs/settings';
import { REPORTING_APIS } from './reporting.apis.js';
import { PROCESS_SETTINGS } from './reporting.config.js';
import { REPORTING_ERRORS } from './reporting.errors.js';
import { ReportingModule } from './reporting.module.js';

@Module({})
class ProcessModule {
  static forSettings(settings: SettingsOf<typeof PROCESS_SETTINGS>): DynamicModule {
    const reporting = ReportingModule.forApp(settings, { kind: 'rabbitmq', url: settings.amqpUrl });
    return {
      module: ProcessModule,
      imports: [HealthModule, MetricsModule.withToken(settings.metricsToken), reporting],
    };
  }
}

/**
 * Starts reporting alone; RabbitMQ joins it to the other apps.
 * @throws InvalidSettings, SchemaBehind
 */
export async function startReporting(env: NodeJS.ProcessEnv): Promise<NestFastifyApplication> {
  const settings = readSettings(PROCESS_SETTINGS, env);
  setLogLevel(settings.logLevel);
  const app = await startHttp(ProcessModule.forSettings(settings), {
    settings,
    port: settings.port,
    logger: new Logger({ app: 'reporting' }),
    apis: REPORTING_APIS,
    errors: [{ title: 'Tabelle e consegne', table: REPORTING_ERRORS }],
  });
  await startMessaging(app);
  return app;
}
