import { Injectable } from '@nestjs/common';
import { metrics, Rounds } from '#libs/observability';
import { Database } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { IngestionSettings } from '../ingestion.config.js';
import { entiVariati } from './leggi-attese.js';
import { PubblicaAttese } from './pubblica-attese.js';
import { SbloccaRighe } from './sblocca-righe.js';

const SBLOCCATE = metrics.counter(
  'snodo_ingestion_righe_sbloccate_total',
  'Righe let go by this process after waiting for their code',
);

/**
 * Looks again at what waits whenever the registries changed, when something came to wait (it may have been read just before the change
 * that lets it go), and now and then whatever happened; then tells what waits. Several processes may do it at once.
 */
@Injectable()
export class AttesaWorker extends Rounds {
  #movimento: number | undefined;
  #lookedAt = 0;

  constructor(
    private readonly sblocca: SbloccaRighe,
    private readonly pubblica: PubblicaAttese,
    private readonly riferimenti: Riferimenti,
    private readonly database: Database,
    private readonly settings: IngestionSettings,
  ) {
    super('ingestion');
  }

  protected async round(closing: AbortSignal): Promise<boolean> {
    const { movimento, ready } = this.riferimenti;
    if (!ready) return false;
    const now = performance.now();
    const everything = movimento !== this.#movimento || now - this.#lookedAt >= this.settings.riletturaAttese;
    for (const ente of everything ? [undefined] : await entiVariati(this.database)) {
      const released = await this.sblocca.release(ente, closing, (righe) =>
        this.logger.error('righe that wait for their code cannot be read: is a key missing?', { righe }),
      );
      SBLOCCATE.inc(released);
    }
    if (everything) {
      this.#movimento = movimento;
      this.#lookedAt = now;
    }
    await this.pubblica.publish();
    return false;
  }
}
