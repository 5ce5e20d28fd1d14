import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { Logger, metrics, newCorrelation, withCorrelation } from '#libs/observability';
import { IngestionSettings } from '../ingestion.config.js';
import { RiferimentiMancanti } from './contesto-giudizio.js';
import { EseguiLavoro } from './esegui-lavoro.js';
import { type Lavoro, Lavori, LeasePerduto } from './lavori.js';
import { boundGarbage } from './memoria.js';
import { Sveglia } from './sveglia.js';

/** How often to look for work that another process left, or that waits for its hour. */
const PAUSA = 200;
const PAUSA_DOPO_ERRORE = 2_000;
/** How long a closing process lets its jobs come to their next commit. */
const ULTIMA_ATTESA = 5_000;

const CONCLUSI = metrics.counter('snodo_ingestion_lavori_total', 'Jobs on invii ended in this process, by outcome', [
  'genere',
  'esito',
]);

/**
 * Runs jobs on invii: some large ones and some small ones at once, taken from as many enti as possible. They share the event loop
 * chunk by chunk, so that a million righe of one ente do not delay the one riga of another.
 */
@Injectable()
export class ValidazioneWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'ValidazioneWorker' });
  readonly #running = new Set<Promise<void>>();
  #lanes: Promise<unknown> = Promise.resolve();
  #stopping = false;

  constructor(
    private readonly lavori: Lavori,
    private readonly esegui: EseguiLavoro,
    private readonly sveglia: Sveglia,
    private readonly settings: IngestionSettings,
  ) {}

  onApplicationBootstrap(): void {
    boundGarbage();
    this.#lanes = Promise.all([
      this.#serve(true, this.settings.inviiGrandiInsieme),
      this.#serve(false, this.settings.inviiPiccoliInsieme),
    ]);
  }

  /** Takes no more jobs; those under way are left as their last commit has them, and go on elsewhere when their lease ends. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    this.sveglia.wake();
    await this.#lanes;
    await Promise.race([Promise.allSettled(this.#running), delay(ULTIMA_ATTESA, undefined, { ref: false })]);
  }

  async #serve(grande: boolean, places: number): Promise<void> {
    let busy = 0;
    while (!this.#stopping) {
      const claimed = busy < places ? await this.#claim(grande, places - busy) : [];
      for (const lavoro of claimed) {
        busy += 1;
        const work = this.#run(lavoro).finally(() => {
          busy -= 1;
          this.#running.delete(work);
          this.sveglia.wake();
        });
        this.#running.add(work);
      }
      if (claimed.length === 0 || busy >= places) await this.sveglia.sleep(PAUSA);
    }
  }

  async #claim(grande: boolean, count: number): Promise<Lavoro[]> {
    try {
      return await this.lavori.claim(grande, count);
    } catch (error) {
      // A database that restarts: look again, as long as it takes.
      this.#logger.warn('jobs could not be claimed', { error });
      return [];
    }
  }

  async #run(lavoro: Lavoro): Promise<void> {
    await withCorrelation(newCorrelation(), async () => {
      try {
        const esito = await this.esegui.run(lavoro);
        CONCLUSI.inc({ genere: lavoro.genere, esito });
      } catch (error) {
        CONCLUSI.inc({ genere: lavoro.genere, esito: 'errore' });
        await this.#giveBack(lavoro, error);
      }
    });
  }

  async #giveBack(lavoro: Lavoro, error: unknown): Promise<void> {
    if (error instanceof LeasePerduto || this.#stopping) return;
    if (!(error instanceof RiferimentiMancanti)) {
      this.#logger.error('a job failed and will be tried again', { invio: lavoro.invioId, error });
    }
    const nome = error instanceof RiferimentiMancanti ? null : error instanceof Error ? error.name : 'errore';
    await this.lavori.release(lavoro, PAUSA_DOPO_ERRORE, nome).catch(() => undefined);
  }
}
