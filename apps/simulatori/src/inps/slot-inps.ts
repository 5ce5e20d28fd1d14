import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from '#libs/observability';
import type { Inps } from './inps.js';

/** Begins a slot of INPS with all enti every so often, the next one counted from the end of the last. */
export class SlotInps implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /** @param interval milliseconds; 0 for no slot but those asked for */
  constructor(
    private readonly inps: Inps,
    private readonly interval: number,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.inps.close();
  }

  #schedule(): void {
    if (this.#stopped || this.interval === 0) return;
    this.#timer = setTimeout(() => void this.#run(), this.interval);
  }

  async #run(): Promise<void> {
    try {
      await this.inps.slot();
    } catch (error) {
      this.logger.error('a slot of INPS failed', { error });
    }
    this.#schedule();
  }
}
