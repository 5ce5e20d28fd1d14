import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startHttp } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { HealthModule, Logger, MetricsModule, setLogLevel } from '#libs/observability';
import { type SettingsOf, readSettings } from '#libs/settings';
import { INPS_GATEWAY_APIS } from './inps-gateway.apis.js';
import { PROCESS_SETTINGS } from './inps-gateway.config.js';
import { INPS_GATEWAY_ERRORS } from './inps-gateway.errors.js';
import { InpsGatewayModule } from './inps-gateway.module.js';

@Module({})
class ProcessModule {
  static forSettings(settings: SettingsOf<typeof PROCESS_SETTINGS>): DynamicModule {
    const gateway = InpsGatewayModule.forApp(settings, { kind: 'rabbitmq', url: settings.amqpUrl });
    return {
      module: ProcessModule,
      imports: [HealthModule, MetricsModule.withToken(settings.metricsToken), gateway],
    };
  }
}

/**
 * Starts the gateway alone; RabbitMQ joins it to the other apps.
 * @throws InvalidSettings, SchemaBehind
 */
export async function startInpsGateway(env: NodeJS.ProcessEnv): Promise<NestFastifyApplication> {
  const settings = readSettings(PROCESS_SETTINGS, env);
  setLogLevel(settings.logLevel);
  const app = await startHttp(ProcessModule.forSettings(settings), {
    settings,
    port: settings.port,
    logger: new Logger({ app: 'inps-gateway' }),
    apis: INPS_GATEWAY_APIS,
    errors: [{ title: 'INPS', table: INPS_GATEWAY_ERRORS }],
  });
  await startMessaging(app);
  return app;
}
