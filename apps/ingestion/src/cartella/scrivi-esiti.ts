import { Injectable } from '@nestjs/common';
import { Logger } from '#libs/observability';
import { IngestionSettings } from '../ingestion.config.js';
import { withCartella } from './cartelle.js';
import { guastoDaDire } from './guasto-di-file.js';
import { DocumentiEsito } from './documenti-esito.js';
import { type Consegna, RegistroConsegne } from './registro-consegne.js';

/** Outcomes written in one round; the next round writes the others. */
const PER_GIRO = 50;

/** Puts the outcome of every concluded invio beside its ricevuta. */
@Injectable()
export class ScriviEsiti {
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'ScriviEsiti' });

  constructor(
    private readonly consegne: RegistroConsegne,
    private readonly documenti: DocumentiEsito,
    private readonly settings: IngestionSettings,
  ) {}

  /** @returns outcomes that were due */
  async write(root: string): Promise<number> {
    const due = await this.consegne.claim(PER_GIRO, this.settings.lease);
    for (const consegna of due) await this.#write(root, consegna);
    return due.length;
  }

  /** What cannot be written now is tried again when the lease ends: also a folder that is not there, as when its disk is not mounted. */
  async #write(root: string, consegna: Consegna): Promise<void> {
    try {
      const written = await withCartella(root, consegna.cartella, async (cartella) => {
        await this.documenti.write(cartella, consegna);
        return true;
      });
      if (written === true) await this.consegne.done(consegna);
    } catch (error) {
      const said = { invio: consegna.invioId, ...guastoDaDire(error) };
      this.#logger.warn('an outcome was not written into its folder', said);
    }
  }
}
