import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type ScheduledTask, schedule } from 'node-cron';
import { Logger } from '#libs/observability';
import { ScadenzeResidenza } from './scadenze-residenza.js';

/** Every hour at three minutes past, so that a night in which nobody ran is made good soon after. */
@Injectable()
export class ScadenzeWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'ScadenzeWorker' });
  #task: ScheduledTask | undefined;

  constructor(private readonly scadenze: ScadenzeResidenza) {}

  onApplicationBootstrap(): void {
    const run = (): Promise<void> => this.#settle();
    this.#task = schedule('3 * * * *', run, { name: 'anagrafe-residenze', noOverlap: true, timezone: 'Europe/Rome' });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#task?.destroy();
  }

  async #settle(): Promise<void> {
    try {
      const persone = await this.scadenze.settle();
      if (persone > 0) this.#logger.log('residences were brought to today', { persone });
    } catch (error) {
      this.#logger.error('residences were not brought to today', { error });
    }
  }
}
