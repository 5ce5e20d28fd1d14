import { AsyncResource } from 'node:async_hooks';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Logger, metrics } from '#libs/observability';
import type { Authenticator } from '#libs/security';
import { maskPath } from './mask-path.js';

/**
 * One line per request with what ModI asks to keep (RAC_GEN_LOG_01: instant, operation, outcome, address, consumer, request id) and
 * what PDND's daily tracing needs (`jti`, purpose, status). No query, no body, no person.
 */
export function addAccessLog(fastify: FastifyInstance, logger: Logger, authenticator: Authenticator | undefined): void {
  const seconds = metrics.histogram('snodo_http_request_seconds', 'Time to answer a request', [
    'method',
    'route',
    'status',
  ]);
  const note = async (request: FastifyRequest, reply: FastifyReply, ip: string): Promise<void> => {
    const route = request.routeOptions.url ?? 'unknown';
    // The caller went away before it had its answer: the status that was being prepared says nothing.
    const aborted = !reply.raw.writableFinished;
    const status = aborted ? 'aborted' : String(reply.statusCode);
    seconds.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    if (!logger.writes('info')) return;
    logger.log('http', {
      context: 'access',
      method: request.method,
      operation: route,
      path: maskPath(request.url),
      ...(aborted ? { aborted } : { status: reply.statusCode }),
      milliseconds: Math.round(reply.elapsedTime),
      client_ip: ip,
      ...(await consumerOf(request, authenticator)),
    });
  };
  fastify.addHook('onRequest', (request, reply, done) => {
    // Not `onResponse`: it never comes for a caller that went away. The address is read now: then the socket is gone.
    const { ip } = request;
    const story = new AsyncResource('access');
    reply.raw.once('close', () => void story.runInAsyncScope(note, undefined, request, reply, ip));
    done();
  });
}

async function consumerOf(request: FastifyRequest, authenticator: Authenticator | undefined) {
  const identity = await authenticator?.identify(request).catch(() => undefined);
  if (identity === undefined) return {};
  const { clientId, consumerId, jti, purposeId } = identity;
  return { client_id: clientId, consumer_id: consumerId, jti, purpose_id: purposeId };
}
