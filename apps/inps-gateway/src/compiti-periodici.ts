import { Injectable } from '@nestjs/common';
import { type PeriodicTask, PeriodicTasks } from '#libs/observability';
import { ElaboraNotifiche } from './esito/elabora-notifiche.js';
import { RiprovaOrfani } from './esito/riprova-orfani.js';
import { Misure } from './misure.js';
import { Partizioni } from './partizioni.js';
import { SegnaRitiri } from './ritiro/segna-ritiri.js';

/** What the gateway does by the clock. */
@Injectable()
export class CompitiPeriodici extends PeriodicTasks {
  constructor(
    private readonly notifiche: ElaboraNotifiche,
    private readonly ritiri: SegnaRitiri,
    private readonly orfani: RiprovaOrfani,
    private readonly misure: Misure,
    private readonly partizioni: Partizioni,
  ) {
    super('inps-gateway');
  }

  protected tasks(): readonly PeriodicTask[] {
    return [
      { name: 'elabora-notifiche', when: '* * * * * *', work: () => this.notifiche.run() },
      { name: 'segna-ritiri', when: '* * * * * *', work: () => this.ritiri.run() },
      { name: 'misure', when: '*/30 * * * * *', work: () => this.misure.measure() },
      { name: 'riprova-orfani', when: '*/5 * * * *', work: () => this.orfani.run() },
      { name: 'partizioni', when: '17 3 * * *', work: () => this.partizioni.make() },
    ];
  }
}
