import { setTimeout as delay } from 'node:timers/promises';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { newCorrelation, withCorrelation } from './correlation.js';
import { Logger } from './logger.js';

/** Unless a loop says otherwise, ms. */
const PAUSE = 1_000;

/**
 * Does something round after round, from when an app is up until it closes: at once while there is more to do, else after a pause at least
 * as long as the round took, so that looking at much leaves time to others. Whatever fails, it looks again.
 */
export abstract class Rounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  protected readonly logger: Logger;
  readonly #stop = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  /** @param app as its log lines call it */
  constructor(
    app: string,
    private readonly pause = PAUSE,
  ) {
    this.logger = new Logger({ app }).child({ context: new.target.name });
  }

  /**
   * Several processes do it at once.
   * @param closing aborted when the app begins to close, which waits for the round
   * @returns whether there is more to do at once
   */
  protected abstract round(closing: AbortSignal): Promise<boolean>;

  onApplicationBootstrap(): void {
    this.#loop = this.#goOn();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async #goOn(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const begun = performance.now();
      const more = await withCorrelation(newCorrelation(), () => this.round(signal)).catch((error: unknown) => {
        // A database that restarts, mostly: it comes back.
        this.logger.warn('a round failed; the next one comes', { error });
        return false;
      });
      const pause = Math.max(this.pause, performance.now() - begun);
      if (!more) await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
