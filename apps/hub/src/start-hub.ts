import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startHttp } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { Logger, setLogLevel } from '#libs/observability';
import { HUB_APPS } from './hub-apps.js';
import { readHubSettings } from './hub.config.js';
import { HubModule } from './hub.module.js';

/**
 * Starts all apps in this process.
 * @throws InvalidSettings, SchemaBehind (run `migra.js` first)
 */
export async function startHub(env: NodeJS.ProcessEnv): Promise<NestFastifyApplication> {
  const settings = readHubSettings(env);
  setLogLevel(settings.hub.logLevel);
  const app = await startHttp(HubModule.forSettings(settings), {
    settings: settings.hub,
    port: settings.hub.port,
    logger: new Logger({ app: 'hub' }),
    apis: HUB_APPS.flatMap(({ apis }) => apis),
    errors: HUB_APPS.map(({ title, errors }) => ({ title, table: errors })),
  });
  await startMessaging(app);
  return app;
}
