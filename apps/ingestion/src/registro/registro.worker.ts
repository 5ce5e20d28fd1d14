import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type ScheduledTask, schedule } from 'node-cron';
import { Logger, metrics, newCorrelation, withCorrelation } from '#libs/observability';
import { IngestionSettings } from '../ingestion.config.js';
import { RegistroDiscorde } from './registro-discorde.js';
import { SigillaRegistro } from './sigilla-registro.js';
import { VerificaRegistro } from './verifica-registro.js';

const SIGILLATE = metrics.counter(
  'snodo_ingestion_registro_foglie_total',
  'Entries that this process sealed into the register, by kind',
  ['genere'],
);
const DISCORDE = metrics.gauge(
  'snodo_ingestion_registro_discordanze',
  'Faults found in the sealed register by the last check, or by the last attempt to seal',
);

const ATTESA = metrics.gauge(
  'snodo_ingestion_registro_attesa_secondi',
  'Time for which the oldest ricevuta that is not in the sealed register has been waiting',
);

/** Seals what waits, about every second, and checks by the clock what was sealed. Any number of processes may run it. */
@Injectable()
export class RegistroWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'RegistroWorker' });
  readonly #stop = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  readonly #checks: ScheduledTask[] = [];
  /** Said once, not every second: the gauge goes on saying it. */
  #discorde = false;

  constructor(
    private readonly sigilla: SigillaRegistro,
    private readonly verifica: VerificaRegistro,
    private readonly settings: IngestionSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.#loop = this.#watch();
    const every = (expression: string, name: string, work: () => Promise<void>): void => {
      const run = (): Promise<void> =>
        work().catch((error: unknown) => this.#logger.warn('a periodic task failed', { task: name, error }));
      this.#checks.push(schedule(expression, run, { name, noOverlap: true, timezone: 'Europe/Rome' }));
    };
    every('*/10 * * * *', 'verifica-registro', () => this.#verify());
    every('*/30 * * * * *', 'attesa-registro', async () => ATTESA.set(await this.verifica.waiting()));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    for (const task of this.#checks) await task.destroy();
    await this.#loop;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const altre = await withCorrelation(newCorrelation(), () => this.#round());
      const pause = altre ? 0 : this.settings.pausaSigillo * 1000;
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #round(): Promise<boolean> {
    try {
      const { voci, altre } = await this.sigilla.seal();
      for (const { genere } of voci) SIGILLATE.inc({ genere });
      if (voci.length > 0) this.#discorde = false;
      return altre;
    } catch (error) {
      this.#complain(error);
      return false;
    }
  }

  #complain(error: unknown): void {
    if (!(error instanceof RegistroDiscorde)) {
      // A database that restarts: look again, as long as it takes.
      this.#logger.warn('the register could not be sealed', { error });
      return;
    }
    DISCORDE.set(1);
    if (!this.#discorde)
      this.#logger.error('the sealed register contradicts itself: nothing more is sealed', { error });
    this.#discorde = true;
  }

  async #verify(): Promise<void> {
    const faults = await this.verifica.verify();
    DISCORDE.set(faults.length);
    if (faults.length > 0) this.#logger.error('the sealed register contradicts itself', { faults });
  }
}
