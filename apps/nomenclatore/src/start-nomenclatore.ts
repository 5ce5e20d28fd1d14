import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startHttp } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { HealthModule, Logger, MetricsModule, setLogLevel } from '#libs/observability';
import { trustedIssuers } from '#libs/security';
import { type SettingsOf, readSettings } from '#libs/settings';
import { NOMENCLATORE_APIS } from './nomenclatore.apis.js';
import { PROCESS_SETTINGS } from './nomenclatore.config.js';
import { NOMENCLATORE_ERRORS } from './nomenclatore.errors.js';
import { NomenclatoreModule } from './nomenclatore.module.js';

@Module({})
class ProcessModule {
  static forSettings(settings: SettingsOf<typeof PROCESS_SETTINGS>): DynamicModule {
    const { databaseUrl, databasePassword, amqpUrl, busPrefix: prefix, metricsToken } = settings;
    const nomenclatore = NomenclatoreModule.forApp({
      databaseUrl,
      databasePassword,
      transport: { kind: 'rabbitmq', url: amqpUrl },
      prefix,
      issuers: trustedIssuers(settings),
      cartelle: settings,
      publicUrl: settings.publicUrl,
    });
    return { module: ProcessModule, imports: [HealthModule, MetricsModule.withToken(metricsToken), nomenclatore] };
  }
}

/**
 * Starts the nomenclatore alone; RabbitMQ joins it to the other apps.
 * @throws InvalidSettings, SchemaBehind, PacchettoRifiutato when nothing was ever loaded
 */
export async function startNomenclatore(env: NodeJS.ProcessEnv): Promise<NestFastifyApplication> {
  const settings = readSettings(PROCESS_SETTINGS, env);
  setLogLevel(settings.logLevel);
  const app = await startHttp(ProcessModule.forSettings(settings), {
    settings,
    port: settings.port,
    logger: new Logger({ app: 'nomenclatore' }),
    apis: NOMENCLATORE_APIS,
    errors: [{ title: 'Nomenclatore', table: NOMENCLATORE_ERRORS }],
  });
  await startMessaging(app);
  return app;
}
