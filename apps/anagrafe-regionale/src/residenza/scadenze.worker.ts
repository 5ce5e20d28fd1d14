import { Injectable } from '@nestjs/common';
import { type PeriodicTask, PeriodicTasks } from '#libs/observability';
import { ScadenzeResidenza } from './scadenze-residenza.js';

/** Every hour at three minutes past, so that a night in which nobody ran is made good soon after. */
@Injectable()
export class ScadenzeWorker extends PeriodicTasks {
  constructor(private readonly scadenze: ScadenzeResidenza) {
    super('anagrafe-regionale');
  }

  protected tasks(): readonly PeriodicTask[] {
    return [{ name: 'anagrafe-residenze', when: '3 * * * *', work: () => this.#settle() }];
  }

  async #settle(): Promise<void> {
    const persone = await this.scadenze.settle();
    if (persone > 0) this.logger.log('residences were brought to today', { persone });
  }
}
