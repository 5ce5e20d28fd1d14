import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger, newCorrelation, withCorrelation } from '#libs/observability';
import { Riferimenti } from '#libs/riferimenti';
import { AvanzaForniture } from './avanza-forniture.js';

const PAUSA = 1_000;

/** Looks for forniture that are whole. Several processes may do it at once. */
@Injectable()
export class FornitureWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'FornitureWorker' });
  readonly #stop = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly avanza: AvanzaForniture,
    private readonly riferimenti: Riferimenti,
  ) {}

  onApplicationBootstrap(): void {
    this.#loop = this.#watch();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const more = await withCorrelation(newCorrelation(), () => this.#round()).catch((error: unknown) => {
        // A database that restarts: look again, as long as it takes.
        this.#logger.warn('forniture could not be looked at', { error });
        return false;
      });
      if (!more) await delay(PAUSA, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Without the reference copy no ente is a comune, and every fornitura would be refused. */
  async #round(): Promise<boolean> {
    return this.riferimenti.ready && (await this.avanza.step());
  }
}
