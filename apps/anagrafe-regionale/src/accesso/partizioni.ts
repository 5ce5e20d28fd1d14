import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { type ScheduledTask, schedule } from 'node-cron';
import { Logger } from '#libs/observability';
import { Clock, Database, ensurePartitions } from '#libs/persistence';

/** Keeps the months ahead ready in the register of accesses: without a partition no search could be answered. */
@Injectable()
export class Partizioni implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'Partizioni' });
  #task: ScheduledTask | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Before the first search can come. */
  async onModuleInit(): Promise<void> {
    await this.#make();
  }

  onApplicationBootstrap(): void {
    const run = (): Promise<void> =>
      this.#make().catch((error: unknown) => this.#logger.error('the partitions ahead were not made', { error }));
    this.#task = schedule('21 3 * * *', run, { name: 'anagrafe-partizioni', noOverlap: true, timezone: 'Europe/Rome' });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#task?.destroy();
  }

  async #make(): Promise<void> {
    await ensurePartitions(this.database, 'accesso', this.clock.now());
  }
}
