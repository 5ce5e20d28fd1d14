import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { makeTraceparent, withCorrelation } from '#libs/observability';
import { httpProblem } from './http.errors.js';
import type { HttpSettings } from './settings.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Headers by which a caller might try to speak to what is behind the edge. None of them is ever read: they are dropped. */
const CONTROL_HEADER =
  /^(x-snodo-.*|x-http-method(-override)?|x-method-override|x-original-(url|uri|host)|x-rewrite-url)$/;

/** PostgreSQL takes no NUL in a text, and nothing that has an address has one in its name. */
const NUL = /%00|\0/;

const API_POLICY = "default-src 'none'; frame-ancestors 'none'";
const PAGE_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; " +
  "form-action 'self'; frame-ancestors 'none'";

/** What happens to every request and answer, before and after any route. */
export function addEdge(fastify: FastifyInstance, settings: HttpSettings): void {
  const ofAnswers = securityHeaders(API_POLICY, settings);
  const ofPages = securityHeaders(PAGE_POLICY, settings);
  fastify.addHook('onRequest', (request, reply, done) => {
    for (const name of Object.keys(request.headers)) if (CONTROL_HEADER.test(name)) delete request.headers[name];
    const correlation = correlationOf(request);
    void reply.header('x-correlation-id', correlation.correlationId);
    withCorrelation(correlation, () => done(NUL.test(request.url) ? httpProblem('richiesta_non_valida') : undefined));
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
    addHeaders(reply, isPage ? ofPages : ofAnswers);
    done(null, payload);
  });
}

/** The caller's correlation id and trace if they are well formed, else new ones. */
function correlationOf({ headers }: FastifyRequest) {
  const given = headers['x-correlation-id'];
  const parent = headers['traceparent'];
  return {
    correlationId: typeof given === 'string' && UUID.test(given) ? given.toLowerCase() : randomUUID(),
    traceparent: makeTraceparent(typeof parent === 'string' ? parent : undefined),
  };
}

type HeaderLines = readonly (readonly [string, string])[];

function securityHeaders(policy: string, { publicUrl }: HttpSettings): HeaderLines {
  return Object.entries({
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  });
}

/** What the route itself said stays. */
function addHeaders(reply: FastifyReply, headers: HeaderLines): void {
  for (const [name, value] of headers) if (!reply.hasHeader(name)) void reply.header(name, value);
}
