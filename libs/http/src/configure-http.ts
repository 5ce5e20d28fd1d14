import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from '#libs/observability';
import { Authenticator } from '#libs/security';
import { addAccessLog } from './access-log.js';
import { BodyReader, leaveBodiesUnread } from './body.js';
import { answerExpectations } from './continue.js';
import { addDocumentation } from './documentation.js';
import { Draining, addDraining } from './draining.js';
import { addEdge } from './edge.js';
import { findProvider } from './find-provider.js';
import type { ApiDescription } from './open-api.js';
import type { ErrorSection } from './errors-page.js';
import { ProblemFilter } from './problem-filter.js';
import { addRateLimit } from './rate-limit.js';
import { requestPipe } from './request-pipe.js';
import type { HttpSettings } from './settings.js';

/** Options for `NestFactory.create` or `createNestApplication`, beside `httpAdapter`: bodies are read by `BodyReader`. */
export const HTTP_APPLICATION_OPTIONS = { bodyParser: false } as const;

export interface HttpOptions {
  readonly settings: HttpSettings;
  readonly logger?: Logger;
  /** Documents of the APIs that this process serves. */
  readonly apis?: readonly ApiDescription[];
  /** Error tables of the apps in this process, for the page of errors. */
  readonly errors?: readonly ErrorSection[];
}

/**
 * Gives an app the edge of the hub: correlation, limits, errors, security headers, log, documentation. To be called once, before
 * `init` or `listen`.
 * @returns the switch that makes new requests be refused while the process closes
 */
export async function configureHttp(app: NestFastifyApplication, options: HttpOptions): Promise<Draining> {
  const { settings, logger = new Logger({ app: 'http' }), apis = [], errors = [] } = options;
  const fastify = app.getHttpAdapter().getInstance();
  // Processes that only have public routes have no `SecurityModule`.
  const authenticator = findProvider(app, Authenticator);
  const draining = new Draining();
  leaveBodiesUnread(fastify);
  answerExpectations(fastify);
  addEdge(fastify, settings);
  addAccessLog(fastify, logger, authenticator);
  addDraining(fastify, draining);
  await addRateLimit(fastify, settings, authenticator);
  app.useGlobalFilters(new ProblemFilter(settings, logger));
  // After the guards of the modules: a body is read of who was let in. Those of a single controller come later: no app of the hub has any.
  app.useGlobalGuards(new BodyReader());
  app.useGlobalPipes(requestPipe());
  await addDocumentation(app, apis, errors, settings);
  return draining;
}
