import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { schedule, type ScheduledTask } from 'node-cron';
import { newCorrelation, withCorrelation } from './correlation.js';
import { Logger } from './logger.js';

/** Something to be done by the clock. Every process of an app does it: it must bear being done by several at once. */
export interface PeriodicTask {
  readonly name: string;
  /** Cron expression, with seconds if it has six fields; Europe/Rome. */
  readonly when: string;
  readonly work: () => Promise<unknown>;
}

/** Does its tasks by the clock, from when an app is up until it closes. What fails is logged, and done again at its next time. */
export abstract class PeriodicTasks implements OnApplicationBootstrap, BeforeApplicationShutdown {
  protected readonly logger: Logger;
  readonly #scheduled: ScheduledTask[] = [];
  readonly #running = new Map<string, Promise<void>>();

  /** @param app as its log lines call it */
  constructor(app: string) {
    this.logger = new Logger({ app }).child({ context: new.target.name });
  }

  protected abstract tasks(): readonly PeriodicTask[];

  onApplicationBootstrap(): void {
    for (const task of this.tasks()) {
      // A turn that is missed is worth no warning: the next one does all that waits.
      const options = { name: task.name, timezone: 'Europe/Rome', suppressMissedWarning: true };
      this.#scheduled.push(schedule(task.when, () => this.run(task), options));
    }
  }

  /** Work under way still needs the database, which closes next. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const task of this.#scheduled) await task.destroy();
    await Promise.all(this.#running.values());
  }

  /** Now, without waiting for its time. A task under way is not begun again: one that takes longer than its interval would pile up. */
  protected run({ name, work }: PeriodicTask): Promise<void> {
    const underWay = this.#running.get(name);
    if (underWay !== undefined) return underWay;
    const running = withCorrelation(newCorrelation(), work)
      .then(() => undefined)
      .catch((error: unknown) => this.logger.error('a periodic task failed', { task: name, error }))
      .finally(() => this.#running.delete(name));
    this.#running.set(name, running);
    return running;
  }
}
