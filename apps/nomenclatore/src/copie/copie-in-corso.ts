import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InviaParte } from './invia-parte.js';

/** How soon a snapshot that another process left unfinished goes on, and how soon the bus is looked at again. Milliseconds. */
const SGUARDO_MS = 1_000;
const PIENA_MS = 100;

/** Goes on with the snapshots under way, part by part, whichever process began them. */
@Injectable()
export class CopieInCorso implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(CopieInCorso.name);
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(private readonly parte: InviaParte) {}

  onApplicationBootstrap(): void {
    this.wake();
  }

  /** Waits for the part under way: the database closes after this. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  /** A snapshot may have begun. */
  wake(): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#again = true;
    this.#round ??= this.#sendAll();
  }

  /** Never rejects. */
  async #sendAll(): Promise<void> {
    const pauseMs = await this.#sendUntilQuiet();
    this.#round = undefined;
    if (this.#again) this.wake();
    else if (!this.#stopped) this.#timer = setTimeout(() => this.wake(), pauseMs);
  }

  /** @returns after how long to look again */
  async #sendUntilQuiet(): Promise<number> {
    try {
      for (;;) {
        this.#again = false;
        const esito = await this.parte.send();
        if (esito !== 'inviata' || this.#stopped) return esito === 'piena' ? PIENA_MS : SGUARDO_MS;
      }
    } catch (error) {
      this.#logger.warn('a part of a snapshot could not be sent; it is tried again', error);
      return SGUARDO_MS;
    }
  }
}
