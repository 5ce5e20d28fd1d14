import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type PeriodicTask, PeriodicTasks } from '#libs/observability';
import { Clock, Database, ensurePartitions } from '#libs/persistence';

/** Keeps the months ahead ready in the register of accesses: without a partition no search could be answered. */
@Injectable()
export class Partizioni extends PeriodicTasks implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super('anagrafe-regionale');
  }

  /** Before the first search can come. */
  async onModuleInit(): Promise<void> {
    await this.#make();
  }

  protected tasks(): readonly PeriodicTask[] {
    return [{ name: 'anagrafe-partizioni', when: '21 3 * * *', work: () => this.#make() }];
  }

  async #make(): Promise<void> {
    await ensurePartitions(this.database, 'accesso', this.clock.now());
  }
}
