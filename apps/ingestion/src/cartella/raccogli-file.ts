import { lstat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Problem } from '#libs/contracts';
import { Logger, metrics, newCorrelation, withCorrelation } from '#libs/observability';
import { IngestionSettings } from '../ingestion.config.js';
import { type Cartella, withCartella } from './cartelle.js';
import { ConsegnaFile, FileCambiato } from './consegna-file.js';
import { guastoDaDire } from './guasto-di-file.js';
import { isUnfinished } from './nomi.js';
import { Presa } from './presa.js';
import { Quiete } from './quiete.js';

/** Files of one folder in one round: the others of the same ente wait for those of all the others. */
const PER_GIRO = 20;

const FILE = metrics.counter('snodo_ingestion_cartelle_total', 'Files taken from watched folders, by outcome', [
  'esito',
]);

/** Takes the files of one folder that have stopped changing, and those that a process left when it died. */
@Injectable()
export class RaccogliFile {
  readonly quiete: Quiete;
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'RaccogliFile' });

  constructor(
    private readonly consegna: ConsegnaFile,
    private readonly settings: IngestionSettings,
  ) {
    this.quiete = new Quiete(settings.quieteCartelle);
  }

  /** @param going false once the process closes: the file under way is ended, no other begun */
  async collect(root: string, nome: string, going: () => boolean): Promise<void> {
    await withCartella(root, nome, async (cartella) => {
      const left = await Presa.left(cartella, this.settings.lease, Date.now());
      for (const presa of left) await (going() ? this.#deliver(cartella, presa) : presa.leave());
      for (const name of await this.#ready(cartella)) {
        if (!going()) return;
        const presa = await Presa.take(cartella, name);
        if (presa !== undefined) await this.#deliver(cartella, presa);
      }
    });
  }

  async #ready(cartella: Cartella): Promise<string[]> {
    const ready: string[] = [];
    for (const name of (await cartella.daConsegnare.names()).toSorted()) {
      if (isUnfinished(name)) continue;
      const stat = await lstat(cartella.daConsegnare.at(name)).catch(() => undefined);
      if (stat === undefined || stat.isDirectory()) continue;
      const aspetto = { dimensione: stat.size, modificato: stat.mtimeMs, inode: stat.ino };
      if (this.quiete.isStill(`${cartella.nome}/${name}`, aspetto, performance.now())) ready.push(name);
    }
    return ready.slice(0, PER_GIRO);
  }

  async #deliver(cartella: Cartella, presa: Presa): Promise<void> {
    await withCorrelation(newCorrelation(), async () => {
      try {
        FILE.inc({ esito: await this.consegna.deliver(cartella, presa) });
      } catch (error) {
        FILE.inc({ esito: 'rimandato' });
        await presa.leave();
        // Names of files are the sender's, and may be of persons: the folder says enough.
        const passing = error instanceof Problem || error instanceof FileCambiato;
        const said = passing ? { motivo: error.message } : guastoDaDire(error);
        this.#logger.warn('a file will be tried again', { cartella: cartella.nome, ...said });
      }
    });
  }
}
