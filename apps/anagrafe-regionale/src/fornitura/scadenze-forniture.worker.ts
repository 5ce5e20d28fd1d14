import { Injectable } from '@nestjs/common';
import { type PeriodicTask, PeriodicTasks } from '#libs/observability';
import { ScadenzeForniture } from './scadenze-forniture.js';

/** Every hour at thirteen minutes past, so that a night in which nobody ran is made good soon after. */
@Injectable()
export class ScadenzeFornitureWorker extends PeriodicTasks {
  constructor(private readonly scadenze: ScadenzeForniture) {
    super('anagrafe-regionale');
  }

  protected tasks(): readonly PeriodicTask[] {
    return [{ name: 'anagrafe-forniture', when: '13 * * * *', work: () => this.#expire() }];
  }

  async #expire(): Promise<void> {
    const forniture = await this.scadenze.expire();
    if (forniture > 0) this.logger.warn('forniture that nobody decided on were refused', { forniture });
  }
}
