import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger, metrics, newCorrelation, withCorrelation } from '#libs/observability';
import { Database } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { IngestionSettings } from '../ingestion.config.js';
import { entiVariati } from './leggi-attese.js';
import { PubblicaAttese } from './pubblica-attese.js';
import { SbloccaRighe } from './sblocca-righe.js';

const PAUSA = 1_000;

const SBLOCCATE = metrics.counter(
  'snodo_ingestion_righe_sbloccate_total',
  'Righe let go by this process after waiting for their code',
);

/**
 * Looks again at what waits whenever the registries changed, when something came to wait (it may have been read just before the change
 * that lets it go), and now and then whatever happened; then tells what waits. Several processes may do it at once.
 */
@Injectable()
export class AttesaWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'AttesaWorker' });
  readonly #stop = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  #movimento: number | undefined;
  #lookedAt = 0;

  constructor(
    private readonly sblocca: SbloccaRighe,
    private readonly pubblica: PubblicaAttese,
    private readonly riferimenti: Riferimenti,
    private readonly database: Database,
    private readonly settings: IngestionSettings,
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
      const begun = performance.now();
      await withCorrelation(newCorrelation(), () => this.#round()).catch((error: unknown) =>
        // A database that restarts: look again, as long as it takes.
        this.#logger.warn('what waits for its code could not be looked at', { error }),
      );
      // Counting a million righe takes its time: at least as long is left to others.
      await delay(Math.max(PAUSA, performance.now() - begun), undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #round(): Promise<void> {
    const { movimento, ready } = this.riferimenti;
    if (!ready) return;
    const now = performance.now();
    const everything = movimento !== this.#movimento || now - this.#lookedAt >= this.settings.riletturaAttese;
    for (const ente of everything ? [undefined] : await entiVariati(this.database)) {
      const released = await this.sblocca.release(ente, this.#stop.signal, (righe) =>
        this.#logger.error('righe that wait for their code cannot be read: is a key missing?', { righe }),
      );
      SBLOCCATE.inc(released);
    }
    if (everything) {
      this.#movimento = movimento;
      this.#lookedAt = now;
    }
    await this.pubblica.publish();
  }
}
