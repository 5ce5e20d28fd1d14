import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Health } from '#libs/observability';
import { Database } from '#libs/persistence';
import { PacchettoRifiutato } from '../pacchetto/problema.js';
import { CaricaPacchetto } from './carica-pacchetto.js';
import { PacchettoConfigurato } from './pacchetto-configurato.js';

/** Names told in one line of the log; all of them are in the answer to a reload. */
const MOST_TOLD = 20;

/** Loads the pack when the app starts. A wrong pack does not take down an installation that has one loaded already. */
@Injectable()
export class CaricamentoIniziale implements OnApplicationBootstrap {
  readonly #logger = new Logger(CaricamentoIniziale.name);
  #loaded = false;

  constructor(
    private readonly database: Database,
    private readonly pacchetto: PacchettoConfigurato,
    private readonly carica: CaricaPacchetto,
    health: Health,
  ) {
    health.add('nomenclatore.registro', () => {
      if (!this.#loaded) throw new Error('no reference content is loaded');
    });
  }

  /** @throws PacchettoRifiutato when nothing was ever loaded: there would be nothing to serve */
  async onApplicationBootstrap(): Promise<void> {
    try {
      const esito = await this.carica.load(await this.pacchetto.read());
      const { nuove, variate, tolte, lasciate, discordi } = esito;
      this.#logger.log(
        `pack loaded: ${nuove} new, ${variate} changed, ${tolte} removed, ${lasciate} left as changed here`,
      );
      if (discordi.length > 0)
        this.#logger.warn(
          `the pack says otherwise of what was changed here: ${discordi.slice(0, MOST_TOLD).join(', ')}`,
        );
    } catch (error) {
      if (!(error instanceof PacchettoRifiutato) || !(await this.#hasContent())) throw error;
      this.#logger.error(`the pack was refused, the content loaded before stays in use:\n${error.message}`);
    }
    this.#loaded = true;
  }

  async #hasContent(): Promise<boolean> {
    const rows = await this.database.statement('consumer', {}, 'SELECT 1 FROM voce_pubblicata LIMIT 1');
    return rows.length > 0;
  }
}
