import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { schedule, type ScheduledTask } from 'node-cron';
import { Logger } from '#libs/observability';
import { ScadiCustodia } from './custodia/scadi-custodia.js';
import { SpazzaOrfani } from './custodia/spazza-orfani.js';
import { ContaLavori } from './lavoro/conta-lavori.js';
import { Partizioni } from './partizioni.js';
import { RiconciliaRighe } from './riga/riconcilia-righe.js';

/** What ingestion does by the clock. Every task bears being run by several processes at once. */
@Injectable()
export class CompitiPeriodici implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'CompitiPeriodici' });
  readonly #tasks: ScheduledTask[] = [];

  constructor(
    private readonly partizioni: Partizioni,
    private readonly orfani: SpazzaOrfani,
    private readonly scadenze: ScadiCustodia,
    private readonly riconcilia: RiconciliaRighe,
    private readonly lavori: ContaLavori,
  ) {}

  /** Before the first row can come. */
  async onModuleInit(): Promise<void> {
    await this.partizioni.make();
  }

  onApplicationBootstrap(): void {
    const every = (expression: string, name: string, work: () => Promise<unknown>): void => {
      const run = (): Promise<unknown> =>
        work().catch((error: unknown) => this.#logger.error('a periodic task failed', { task: name, error }));
      this.#tasks.push(schedule(expression, run, { name, noOverlap: true, timezone: 'Europe/Rome' }));
    };
    every('*/5 * * * *', 'spazza-orfani', () => this.orfani.sweep());
    every('*/30 * * * * *', 'conta-lavori', () => this.lavori.count());
    every('*/10 * * * *', 'riconcilia-righe', () => this.riconcilia.reconcile());
    every('47 2 * * *', 'scadi-custodia', () => this.scadenze.expire());
    every('17 3 * * *', 'partizioni', () => this.partizioni.make());
    // At start too: what the process before us left when it died.
    void this.orfani.sweep().catch((error: unknown) => this.#logger.warn('orphans were not swept at start', { error }));
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const task of this.#tasks) await task.destroy();
  }
}
