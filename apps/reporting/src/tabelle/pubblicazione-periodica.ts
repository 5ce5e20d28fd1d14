import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger, metrics } from '#libs/observability';
import { ReportingSettings } from '../reporting.config.js';
import { PubblicaTabelle } from './pubblica-tabelle.js';

/**
 * A look finds nothing to do most of the time and costs one short statement; looking ten times in an interval adds a tenth of it at
 * most to the age of a table. Milliseconds.
 */
const SGUARDI_PER_INTERVALLO = 10;
const PIU_RARO = 5_000;
const PIU_FITTO = 100;

const REVISIONI = metrics.counter(
  'snodo_reporting_revisioni_total',
  'Revisions of tables made by this process, by outcome',
  ['esito'],
);

/** Looks again and again whether a revision is due. Several processes may: the interval between revisions is kept in the database. */
@Injectable()
export class PubblicazionePeriodica implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'reporting' }).child({ context: 'PubblicazionePeriodica' });
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #closing = false;

  constructor(
    private readonly pubblica: PubblicaTabelle,
    private readonly settings: ReportingSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.#again();
  }

  /** Waits for the one that is running: the database closes after this. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #again(): void {
    if (this.#closing) return;
    const pause = Math.min(PIU_RARO, Math.max(PIU_FITTO, this.settings.intervallo / SGUARDI_PER_INTERVALLO));
    this.#timer = setTimeout(() => {
      this.#running = this.#publish().finally(() => this.#again());
    }, pause);
  }

  async #publish(): Promise<void> {
    try {
      const anni = await this.pubblica.publish();
      if (anni.length > 0) this.#logger.debug('tables published', { anni });
      REVISIONI.inc({ esito: 'pubblicata' }, anni.length);
    } catch (error) {
      REVISIONI.inc({ esito: 'fallita' });
      this.#logger.error('tables were not published; it is tried again', { error });
    }
  }
}
