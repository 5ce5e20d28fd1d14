import { Logger } from '@nestjs/common';
import { CopiaLocale } from './copia-locale.js';
import { Riferimenti } from './riferimenti.js';

/** Keeps the view in memory equal to the copy in the database, whichever process changed it. */
export class VistaAggiornata {
  readonly #logger = new Logger('Riferimenti');
  #seen = 0;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(
    private readonly copia: CopiaLocale,
    private readonly riferimenti: Riferimenti,
  ) {}

  /** Reads what changed. Calls made while one is reading become one more reading after it. Never rejects: the next poll repairs. */
  refresh(): Promise<void> {
    if (this.#running === undefined) this.#running = this.#readUntilQuiet();
    else this.#again = true;
    return this.#running;
  }

  async #readUntilQuiet(): Promise<void> {
    try {
      do {
        this.#again = false;
        await this.#read();
      } while (this.#again);
    } catch (error) {
      this.#logger.warn('the reference copy could not be read; it is tried again', error);
    } finally {
      this.#running = undefined;
    }
  }

  async #read(): Promise<void> {
    const { movimento, completa, voci } = await this.copia.read(this.#seen);
    if (movimento === this.#seen && completa === this.riferimenti.ready) return;
    this.riferimenti.replace(this.riferimenti.vista.with(voci), completa, movimento);
    this.#seen = movimento;
  }
}
