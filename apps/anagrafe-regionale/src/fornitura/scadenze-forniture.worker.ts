import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type ScheduledTask, schedule } from 'node-cron';
import { Logger } from '#libs/observability';
import { ScadenzeForniture } from './scadenze-forniture.js';

/** Every hour at thirteen minutes past, so that a night in which nobody ran is made good soon after. */
@Injectable()
export class ScadenzeFornitureWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'ScadenzeFornitureWorker' });
  #task: ScheduledTask | undefined;

  constructor(private readonly scadenze: ScadenzeForniture) {}

  onApplicationBootstrap(): void {
    const run = (): Promise<void> => this.#expire();
    this.#task = schedule('13 * * * *', run, { name: 'anagrafe-forniture', noOverlap: true, timezone: 'Europe/Rome' });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#task?.destroy();
  }

  async #expire(): Promise<void> {
    try {
      const forniture = await this.scadenze.expire();
      if (forniture > 0) this.#logger.warn('forniture that nobody decided on were refused', { forniture });
    } catch (error) {
      this.#logger.error('old forniture were not refused', { error });
    }
  }
}
