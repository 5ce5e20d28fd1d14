import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Health, Logger } from '#libs/observability';
import { httpAdapter } from './adapter.js';
import { HTTP_APPLICATION_OPTIONS, type HttpOptions, configureHttp } from './configure-http.js';
import type { Draining } from './edge.js';

/** After this a process that cannot close is ended: what it had not committed is repeated elsewhere. */
const CLOSE_WITHIN_MILLISECONDS = 25_000;

type RootModule = Parameters<typeof NestFactory.create>[0];

/**
 * Starts a process of the hub: creates the app, listens, and closes in order on SIGTERM or SIGINT (new requests get 503, those under
 * way finish, then modules close).
 * @param options.port 0 for any free port; the one taken is `app.getHttpServer().address().port`
 */
export async function startHttp(
  module: RootModule,
  options: HttpOptions & { port: number },
): Promise<NestFastifyApplication> {
  const logger = options.logger ?? new Logger({ app: 'snodo' });
  const app = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(options.settings), {
    ...HTTP_APPLICATION_OPTIONS,
    logger,
  });
  const draining = await configureHttp(app, { ...options, logger });
  await app.listen(options.port, options.settings.host);
  closeOnSignal(app, draining, logger);
  return app;
}

function closeOnSignal(app: NestFastifyApplication, draining: Draining, logger: Logger): void {
  const close = (signal: NodeJS.Signals): void => {
    if (draining.started) return;
    draining.started = true;
    logger.log('closing', { signal });
    setTimeout(() => process.exit(1), CLOSE_WITHIN_MILLISECONDS).unref();
    healthOf(app)?.drain();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error('closing failed', { error });
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, close);
}

function healthOf(app: NestFastifyApplication): Health | undefined {
  try {
    return app.get(Health, { strict: false });
  } catch {
    return undefined;
  }
}
