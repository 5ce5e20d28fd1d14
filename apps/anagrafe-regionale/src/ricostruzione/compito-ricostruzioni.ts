import { Injectable } from '@nestjs/common';
import { type PeriodicTask, PeriodicTasks } from '#libs/observability';
import { RicostruisciPersone } from './ricostruisci-persone.js';

/** Goes on with a ricostruzione that somebody asked for, here or before this process was started. */
@Injectable()
export class CompitoRicostruzioni extends PeriodicTasks {
  readonly #task: PeriodicTask = {
    name: 'anagrafe-ricostruzioni',
    when: '* * * * *',
    work: () => this.ricostruisci.run(),
  };

  constructor(private readonly ricostruisci: RicostruisciPersone) {
    super('anagrafe-regionale');
  }

  protected tasks(): readonly PeriodicTask[] {
    return [this.#task];
  }

  /** Without waiting for its turn; nothing if it is at work already. */
  wake(): void {
    void this.run(this.#task);
  }
}
