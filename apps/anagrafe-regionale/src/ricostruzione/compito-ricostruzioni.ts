import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type ScheduledTask, schedule } from 'node-cron';
import { Logger } from '#libs/observability';
import { RicostruisciPersone } from './ricostruisci-persone.js';

/** Goes on with a ricostruzione that somebody asked for, here or before this process was started. */
@Injectable()
export class CompitoRicostruzioni implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'CompitoRicostruzioni' });
  #task: ScheduledTask | undefined;
  #running: Promise<void> | undefined;

  constructor(private readonly ricostruisci: RicostruisciPersone) {}

  onApplicationBootstrap(): void {
    this.#task = schedule('* * * * *', () => this.wake(), { name: 'anagrafe-ricostruzioni', timezone: 'Europe/Rome' });
  }

  /** Without waiting for its turn; nothing if it is at work already. */
  wake(): void {
    this.#running ??= this.ricostruisci
      .run()
      .catch((error: unknown) => this.#logger.error('persons were not worked out again', { error }))
      .finally(() => (this.#running = undefined));
  }

  /** Work under way still needs the database, which closes next. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#task?.destroy();
    await this.#running;
  }
}
