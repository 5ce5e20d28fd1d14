import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Health, Logger } from '#libs/observability';
import { httpAdapter } from './adapter.js';
import { HTTP_APPLICATION_OPTIONS, type HttpOptions, configureHttp } from './configure-http.js';
import type { Draining } from './draining.js';
import { findProvider } from './find-provider.js';

/** After this a process that cannot close is ended: what it had not committed is repeated elsewhere. */
const CLOSE_WITHIN_MILLISECONDS = 25_000;
/** Longest wait for requests under way; modules then still have time to finish what they are doing. */
const REQUESTS_WITHIN_MILLISECONDS = 10_000;

type RootModule = Parameters<typeof NestFactory.create>[0];

/** Apps of this process, to be closed together when it is told to end. */
const running: { readonly app: NestFastifyApplication; readonly draining: Draining; readonly logger: Logger }[] = [];

/**
 * Starts an app of the hub: creates it, listens, and closes in order on SIGTERM or SIGINT (new requests get 503, those under way
 * finish, then modules close, then the process ends).
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
    // A start that fails is thrown to whoever starts, not turned into an exit here.
    abortOnError: false,
  });
  const draining = await configureHttp(app, { ...options, logger });
  await app.listen(options.port, options.settings.host);
  if (running.length === 0)
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, (given) => void closeAll(given));
  running.push({ app, draining, logger });
  return app;
}

async function closeAll(signal: NodeJS.Signals): Promise<void> {
  const deadline = setTimeout(() => process.exit(1), CLOSE_WITHIN_MILLISECONDS).unref();
  const closed = await Promise.all(running.map((one) => close(one, signal)));
  clearTimeout(deadline);
  process.exit(closed.every(Boolean) ? 0 : 1);
}

async function close({ app, draining, logger }: (typeof running)[number], signal: NodeJS.Signals): Promise<boolean> {
  draining.start();
  logger.log('closing', { signal });
  findProvider(app, Health)?.drain();
  // Modules close only now: a request under way still needs its database.
  await draining.idle(REQUESTS_WITHIN_MILLISECONDS);
  try {
    await app.close();
    return true;
  } catch (error) {
    logger.error('closing failed', { error });
    return false;
  }
}
