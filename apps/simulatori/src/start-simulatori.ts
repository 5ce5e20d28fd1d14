import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startHttp } from '#libs/http';
import { Logger } from '#libs/observability';
import { InvalidSettings, environmentOf, readSettings } from '#libs/settings';
import { SIMULATORI_SETTINGS } from './simulatori.config.js';
import { SIMULATORI_ERRORS } from './simulatori.errors.js';
import { SimulatoriModule } from './simulatori.module.js';

/**
 * Starts the simulators on their own port.
 * @throws InvalidSettings in production, whatever the rest says: these keys are known to whoever can read a folder
 */
export async function startSimulatori(env: NodeJS.ProcessEnv): Promise<NestFastifyApplication> {
  if (environmentOf(env) === 'production') {
    throw new InvalidSettings(['SNODO_ENV: the simulators do not run in production']);
  }
  const settings = readSettings(SIMULATORI_SETTINGS, env);
  return startHttp(SimulatoriModule.forDevelopment(settings), {
    settings,
    port: settings.port,
    logger: new Logger({ app: 'simulatori' }),
    errors: [{ title: 'simulatori', table: SIMULATORI_ERRORS }],
  });
}
