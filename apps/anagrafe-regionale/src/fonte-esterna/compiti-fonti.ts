import { type PeriodicTask, PeriodicTasks } from '#libs/observability';
import type { FontiAttive } from './fonti-attive.js';
import type { MisuraDomande } from './misura-domande.js';
import type { RinnovaPersone } from './rinnova-persone.js';

/** What is done about other registries by the clock, if there is any to ask. */
export class CompitiFonti extends PeriodicTasks {
  constructor(
    private readonly attive: FontiAttive,
    private readonly rinnova: RinnovaPersone,
    private readonly misura: MisuraDomande,
  ) {
    super('anagrafe-regionale');
  }

  protected tasks(): readonly PeriodicTask[] {
    if (this.attive.fonti.length === 0) return [];
    return [
      { name: 'anagrafe-rinnovi', when: '23 * * * *', work: () => this.rinnova.run() },
      { name: 'misura-domande', when: '*/30 * * * * *', work: () => this.misura.run() },
    ];
  }
}
