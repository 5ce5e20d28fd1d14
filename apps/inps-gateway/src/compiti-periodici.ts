import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { schedule, type ScheduledTask } from 'node-cron';
import { Logger } from '#libs/observability';
import { ElaboraNotifiche } from './esito/elabora-notifiche.js';
import { RiprovaOrfani } from './esito/riprova-orfani.js';
import { Misure } from './misure.js';
import { Partizioni } from './partizioni.js';
import { SegnaRitiri } from './ritiro/segna-ritiri.js';

/** What the gateway does by the clock. Every task bears being run by several processes at once. */
@Injectable()
export class CompitiPeriodici implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'inps-gateway' }).child({ context: 'CompitiPeriodici' });
  readonly #tasks: ScheduledTask[] = [];
  readonly #running = new Set<Promise<unknown>>();

  constructor(
    private readonly notifiche: ElaboraNotifiche,
    private readonly ritiri: SegnaRitiri,
    private readonly orfani: RiprovaOrfani,
    private readonly misure: Misure,
    private readonly partizioni: Partizioni,
  ) {}

  onApplicationBootstrap(): void {
    this.#every('* * * * * *', 'elabora-notifiche', () => this.notifiche.run());
    this.#every('* * * * * *', 'segna-ritiri', () => this.ritiri.run());
    this.#every('*/30 * * * * *', 'misure', () => this.misure.measure());
    this.#every('*/5 * * * *', 'riprova-orfani', () => this.orfani.run());
    this.#every('17 3 * * *', 'partizioni', () => this.partizioni.make());
  }

  /** Work under way still needs the database, which closes next. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const task of this.#tasks) await task.destroy();
    await Promise.all(this.#running);
  }

  /** A task that is still under way when its time comes again is left to finish. */
  #every(expression: string, name: string, work: () => Promise<unknown>): void {
    let underWay = false;
    const run = async (): Promise<void> => {
      if (underWay) return;
      underWay = true;
      const running = work()
        .catch((error: unknown) => this.#logger.error('a periodic task failed', { task: name, error }))
        .finally(() => (underWay = false));
      this.#running.add(running);
      await running;
      this.#running.delete(running);
    };
    // A turn that is missed is worth no warning: the next one does all that waits.
    const options = { name, timezone: 'Europe/Rome', suppressMissedWarning: true };
    this.#tasks.push(schedule(expression, () => void run(), options));
  }
}
