import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type ScheduledTask, schedule } from 'node-cron';
import { Logger } from '#libs/observability';
import { Clock, Database } from '#libs/persistence';

/** Hours that still count are this one; the one before stays for whoever looks into a refusal. */
const CONSERVATE_MS = 2 * 3_600_000;

/** Forgets what was looked for in hours that count no more. */
@Injectable()
export class DimenticaRicerche implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'DimenticaRicerche' });
  #task: ScheduledTask | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    const run = (): Promise<void> =>
      this.forget().catch((error: unknown) => this.#logger.error('past searches were not forgotten', { error }));
    this.#task = schedule('17 * * * *', run, { name: 'anagrafe-freno', noOverlap: true });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#task?.destroy();
  }

  async forget(): Promise<void> {
    const before = [new Date(this.clock.now().getTime() - CONSERVATE_MS)];
    await this.database.statements('consumer', {}, [
      { sql: 'DELETE FROM ricerche_vuote WHERE ora < $1', params: before },
      { sql: 'DELETE FROM traccia_ricerca WHERE ora < $1', params: before },
    ]);
  }
}
