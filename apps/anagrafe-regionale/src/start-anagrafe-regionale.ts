import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startHttp } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { HealthModule, Logger, MetricsModule, setLogLevel } from '#libs/observability';
import { type SettingsOf, readSettings } from '#libs/settings';
import { ANAGRAFE_REGIONALE_APIS } from './anagrafe-regionale.apis.js';
import { PROCESS_SETTINGS } from './anagrafe-regionale.config.js';
import { ANAGRAFE_REGIONALE_ERRORS } from './anagrafe-regionale.errors.js';
import { AnagrafeRegionaleModule } from './anagrafe-regionale.module.js';

@Module({})
class ProcessModule {
  static forSettings(settings: SettingsOf<typeof PROCESS_SETTINGS>): DynamicModule {
    const anagrafe = AnagrafeRegionaleModule.forApp(settings, { kind: 'rabbitmq', url: settings.amqpUrl });
    return {
      module: ProcessModule,
      imports: [HealthModule, MetricsModule.withToken(settings.metricsToken), anagrafe],
    };
  }
}

/**
 * Starts the registry alone; RabbitMQ joins it to the other apps.
 * @throws InvalidSettings, SchemaBehind
 */
export async function startAnagrafeRegionale(env: NodeJS.ProcessEnv): Promise<NestFastifyApplication> {
  const settings = readSettings(PROCESS_SETTINGS, env);
  setLogLevel(settings.logLevel);
  const app = await startHttp(ProcessModule.forSettings(settings), {
    settings,
    port: settings.port,
    logger: new Logger({ app: 'anagrafe-regionale' }),
    apis: ANAGRAFE_REGIONALE_APIS,
    errors: [{ title: 'Anagrafe regionale', table: ANAGRAFE_REGIONALE_ERRORS }],
  });
  await startMessaging(app);
  return app;
}
