import { Logger } from '@nestjs/common';
import { CopiaLocale, type Movimenti } from './copia-locale.js';
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

  /** Nobody sees a view before the last part is in it: the parts of one change may come in two. */
  async #read(): Promise<void> {
    let { vista } = this.riferimenti;
    let page: Movimenti;
    let since = this.#seen;
    do {
      page = await this.copia.read(since);
      if (page.voci.length > 0) vista = vista.with(page.voci);
      since = page.movimento;
    } while (page.continua);
    if (since === this.#seen && page.completa === this.riferimenti.ready) return;
    this.riferimenti.replace(vista, page.completa, since);
    this.#seen = since;
  }
}
