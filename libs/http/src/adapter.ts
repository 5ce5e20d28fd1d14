import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { ConnectionError, FastifyReply, FastifyRequest } from 'fastify';
import { newCorrelation, withCorrelation } from '#libs/observability';
import { type HTTP_ERRORS, httpProblem } from './http.errors.js';
import { problemBody } from './problem-filter.js';
import type { HttpSettings } from './settings.js';

/** Two JWS with certificate chains beside a voucher do not fit in Node's 16 KiB. */
const MAX_HEADER_BYTES = 32_768;
/** A connection on which nothing moves for this long is dropped: it is dead or wants to hold a place. */
const IDLE_MILLISECONDS = 120_000;

/** Codes of Node's HTTP parser that are not just "malformed". */
const UNREADABLE: Readonly<Record<string, keyof typeof HTTP_ERRORS>> = {
  HPE_HEADER_OVERFLOW: 'intestazioni_troppo_lunghe',
  ERR_HTTP_REQUEST_TIMEOUT: 'richiesta_troppo_lenta',
};

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
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket, settings),
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) =>
      refuseUnroutable(request, reply, settings),
  });
}

/** Bytes that are no HTTP request, or whose head is too long or too slow: there is no request to answer, only a connection to end. */
function refuseUnreadable(error: ConnectionError, socket: Socket, { publicUrl }: HttpSettings): void {
  // The caller has gone, or half an answer is out already.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) return void socket.destroy();
  const code = UNREADABLE[error.code] ?? 'richiesta_non_valida';
  const correlation = newCorrelation();
  const problem = httpProblem(code);
  const body = JSON.stringify(withCorrelation(correlation, () => problemBody(problem, '', publicUrl)));
  const { status } = problem.row;
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-correlation-id: ${correlation.correlationId}`,
      'cache-control: no-store',
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
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
