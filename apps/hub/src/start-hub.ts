import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startHttp } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { Logger, setLogLevel } from '#libs/observability';
import { INGESTION_APIS, INGESTION_ERRORS } from '#apps/ingestion';
import { NOMENCLATORE_APIS, NOMENCLATORE_ERRORS } from '#apps/nomenclatore';
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
    apis: [...INGESTION_APIS, ...NOMENCLATORE_APIS],
    errors: [
      { title: 'Invii ed esiti', table: INGESTION_ERRORS },
      { title: 'Nomenclatore', table: NOMENCLATORE_ERRORS },
    ],
  });
  await startMessaging(app);
  return app;
}
