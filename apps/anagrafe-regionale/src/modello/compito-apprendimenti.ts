import { Injectable } from '@nestjs/common';
import { type PeriodicTask, PeriodicTasks } from '#libs/observability';
import { ImparaModello } from './impara-modello.js';

/** Learns what somebody asked for, here or before this process was started. */
@Injectable()
export class CompitoApprendimenti extends PeriodicTasks {
  readonly #task: PeriodicTask = { name: 'anagrafe-apprendimenti', when: '* * * * *', work: () => this.impara.run() };

  constructor(private readonly impara: ImparaModello) {
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
