import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startHttp } from '#libs/http';
import { Logger } from '#libs/observability';
import { readSimulatoriSettings } from './simulatori.config.js';
import { SIMULATORI_ERRORS } from './simulatori.errors.js';
import { SimulatoriModule } from './simulatori.module.js';

/**
 * Starts the simulators on their own port.
 * @throws InvalidSettings in production
 */
export async function startSimulatori(env: NodeJS.ProcessEnv): Promise<NestFastifyApplication> {
  const settings = readSimulatoriSettings(env);
  return startHttp(SimulatoriModule.forDevelopment(settings), {
    settings,
    port: settings.port,
    logger: new Logger({ app: 'simulatori' }),
    errors: [{ title: 'simulatori', table: SIMULATORI_ERRORS }],
  });
}
