import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticator } from '#libs/security';
import { httpProblem } from './http.errors.js';
import type { HttpSettings } from './settings.js';

/**
 * Counts requests per client (per address if there is no valid token) in this process, says so on every answer, and refuses the
 * excess. The token is verified first: a made-up client id must not spend the allowance of a real one.
 */
export async function addRateLimit(
  fastify: FastifyInstance,
  settings: HttpSettings,
  authenticator: Authenticator | undefined,
): Promise<void> {
  await fastify.register(rateLimit, { global: false });
  const limit = fastify.createRateLimit({
    max: settings.rateLimit,
    timeWindow: settings.rateWindow,
    keyGenerator: (request: FastifyRequest) => clientOf(request, authenticator),
  });
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const outcome = await limit(request);
    if (outcome.isAllowed) return;
    void reply.headers({
      'x-ratelimit-limit': outcome.max,
      'x-ratelimit-remaining': outcome.remaining,
      'x-ratelimit-reset': outcome.ttlInSeconds,
    });
    if (outcome.isExceeded) {
      throw httpProblem('troppe_richieste', undefined, { retry_after: Math.max(1, outcome.ttlInSeconds) });
    }
  });
}

async function clientOf(request: FastifyRequest, authenticator: Authenticator | undefined): Promise<string> {
  // An authorization server that does not answer is the guard's business: public routes go on.
  const identity = await authenticator?.identify(request).catch(() => undefined);
  return identity === undefined ? `address ${request.ip}` : `client ${identity.issuer} ${identity.clientId}`;
}
