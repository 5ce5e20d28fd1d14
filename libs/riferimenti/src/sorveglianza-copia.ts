import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { RichiestaCopia } from './richiesta-copia.js';
import type { Riferimenti } from './riferimenti.js';
import type { VistaAggiornata } from './vista-aggiornata.js';

/** A change made by another process is seen after at most this and the time of one read. */
const POLL_MS = 500;

/** Follows the changes of other processes, and asks for a snapshot while the copy is not complete. */
export class SorveglianzaCopia implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Riferimenti');
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly vista: VistaAggiornata,
    private readonly richiesta: RichiestaCopia,
    private readonly riferimenti: Riferimenti,
  ) {}

  onApplicationBootstrap(): void {
    this.#next(0);
  }

  /** Before the hook in which the database closes: the round under way still reads it. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  #next(delayMs: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#watch().finally(() => this.#next(POLL_MS));
    }, delayMs);
  }

  async #watch(): Promise<void> {
    await this.vista.refresh();
    if (this.riferimenti.ready) return;
    try {
      if (await this.richiesta.sendIfDue()) this.#logger.log('asked the nomenclatore for all reference content');
    } catch (error) {
      this.#logger.warn('the reference content could not be asked for; it is tried again', error);
    }
  }
}
