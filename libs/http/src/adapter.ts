import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newCorrelation, withCorrelation } from '#libs/observability';
import { httpProblem } from './http.errors.js';
import { problemBody } from './problem-filter.js';
import type { HttpSettings } from './settings.js';

/** Two JWS with certificate chains beside a voucher do not fit in Node's 16 KiB. */
const MAX_HEADER_BYTES = 32_768;
/** A connection on which nothing moves for this long is dropped: it is dead or wants to hold a place. */
const IDLE_MILLISECONDS = 120_000;

/** Fastify as every process of the hub uses it: for `NestFactory.create` and for tests. */
export function httpAdapter(settings: HttpSettings): FastifyAdapter {
  return new FastifyAdapter({
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    requestTimeout: settings.requestTimeout,
    connectionTimeout: IDLE_MILLISECONDS,
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    // The edge answers while closing, with a problem and Retry-After.
    return503OnClosing: false,
    logger: false,
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) =>
      refuseUnroutable(request, reply, settings),
  });
}

/** An address that cannot even be decoded meets no route and no hook: it is answered here. */
function refuseUnroutable(request: FastifyRequest, reply: FastifyReply, { publicUrl }: HttpSettings): void {
  const correlation = newCorrelation();
  const body = withCorrelation(correlation, () =>
    problemBody(httpProblem('richiesta_non_valida'), request.url, publicUrl),
  );
  void reply
    .code(400)
    .headers({
      'content-type': 'application/problem+json; charset=utf-8',
      'x-correlation-id': correlation.correlationId,
    })
    .send(JSON.stringify(body));
}
