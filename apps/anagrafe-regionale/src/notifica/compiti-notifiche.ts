import { type PeriodicTask, PeriodicTasks } from '#libs/observability';

/** What the feed does by the clock. */
export class CompitiNotifiche extends PeriodicTasks {
  constructor(private readonly compiti: readonly PeriodicTask[]) {
    super('anagrafe-regionale');
  }

  protected tasks(): readonly PeriodicTask[] {
    return this.compiti;
  }
}
