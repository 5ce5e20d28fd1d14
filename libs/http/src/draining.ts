import type { FastifyInstance } from 'fastify';
import { httpProblem } from './http.errors.js';

/** While the process closes, new requests are refused; those under way finish. */
export class Draining {
  started = false;
  #underWay = 0;
  #whenIdle: (() => void) | undefined;

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

/** Counts the requests under way, and refuses new ones once closing has begun. */
export function addDraining(fastify: FastifyInstance, draining: Draining): void {
  fastify.addHook('onRequest', (_request, reply, done) => {
    draining.begin();
    // Not `onResponse`: it never comes for a caller that went away, and each of those would hold up the closing.
    reply.raw.once('close', () => draining.end());
    if (!draining.started) return done();
    void reply.header('connection', 'close');
    done(httpProblem('servizio_non_pronto'));
  });
  fastify.addHook('preClose', (done) => {
    draining.started = true;
    done();
  });
}
