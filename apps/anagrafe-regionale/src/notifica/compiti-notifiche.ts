import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { type ScheduledTask, schedule } from 'node-cron';
import { Logger } from '#libs/observability';

/** Something to be done by the clock, that bears being done by several processes at once. */
export interface Compito {
  readonly nome: string;
  /** Cron expression, with seconds if it has six fields; Europe/Rome. */
  readonly quando: string;
  readonly fai: () => Promise<unknown>;
}

/** What the feed does by the clock. */
export class CompitiNotifiche implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'CompitiNotifiche' });
  readonly #tasks: ScheduledTask[] = [];
  readonly #running = new Set<Promise<unknown>>();

  constructor(private readonly compiti: readonly Compito[]) {}

  onApplicationBootstrap(): void {
    for (const compito of this.compiti) this.#schedule(compito);
  }

  /** Work under way still needs the database, which closes next. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const task of this.#tasks) await task.destroy();
    await Promise.all(this.#running);
  }

  #schedule({ nome, quando, fai }: Compito): void {
    const run = async (): Promise<void> => {
      const running = fai().catch((error: unknown) =>
        this.#logger.error('a periodic task failed', { task: nome, error }),
      );
      this.#running.add(running);
      await running;
      this.#running.delete(running);
    };
    // A turn that is missed is worth no warning: the next one does all that waits.
    const options = { name: nome, timezone: 'Europe/Rome', noOverlap: true, suppressMissedWarning: true };
    this.#tasks.push(schedule(quando, run, options));
  }
}
