import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { httpProblem } from './http.errors.js';

/** While the process closes, new requests are refused; those under way finish. */
export class Draining {
  readonly #closing = new AbortController();
  #underWay = 0;
  #whenIdle: (() => void) | undefined;

  /** Aborted when closing begins. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  start(): void {
    this.#closing.abort();
  }

  begin(): void {
    this.#underWay += 1;
  }

  end(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#whenIdle?.();
  }

  /** Resolves when no request is under way, or after this many milliseconds. */
  async idle(atMost: number): Promise<void> {
    if (this.#underWay === 0) return;
    await new Promise<void>((resolve) => {
      this.#whenIdle = resolve;
      setTimeout(resolve, atMost).unref();
    });
  }
}

const CLOSING = 'snodoClosing';

/** Parameter: aborted when the process begins to close. An answer without an end of its own must end then, or it holds up the closing. */
export const ClosingSignal = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const { server } = context.switchToHttp().getRequest<FastifyRequest>();
  return server.getDecorator<AbortSignal>(CLOSING);
});

/** Counts the requests under way, and refuses new ones once closing has begun. */
export function addDraining(fastify: FastifyInstance, draining: Draining): void {
  fastify.decorate(CLOSING, draining.closing);
  fastify.addHook('onRequest', (_request, reply, done) => {
    draining.begin();
    // Not `onResponse`: it never comes for a caller that went away, and each of those would hold up the closing.
    reply.raw.once('close', () => draining.end());
    if (!draining.closing.aborted) return done();
    void reply.header('connection', 'close');
    done(httpProblem('servizio_non_pronto'));
  });
  fastify.addHook('preClose', (done) => {
    draining.start();
    done();
  });
}
