import { Injectable } from '@nestjs/common';
import { type PeriodicTask, PeriodicTasks } from '#libs/observability';
import { Clock, Database } from '#libs/persistence';

/** Hours that still count are this one; the one before stays for whoever looks into a refusal. */
const CONSERVATE_MS = 2 * 3_600_000;

/** Forgets what was looked for in hours that count no more. */
@Injectable()
export class DimenticaRicerche extends PeriodicTasks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super('anagrafe-regionale');
  }

  protected tasks(): readonly PeriodicTask[] {
    return [{ name: 'anagrafe-freno', when: '17 * * * *', work: () => this.forget() }];
  }

  async forget(): Promise<void> {
    const before = [new Date(this.clock.now().getTime() - CONSERVATE_MS)];
    await this.database.statements('consumer', {}, [
      { sql: 'DELETE FROM ricerche_vuote WHERE ora < $1', params: before },
      { sql: 'DELETE FROM traccia_ricerca WHERE ora < $1', params: before },
    ]);
  }
}
