import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type PeriodicTask, PeriodicTasks } from '#libs/observability';
import { ScadiCustodia } from './custodia/scadi-custodia.js';
import { SpazzaOrfani } from './custodia/spazza-orfani.js';
import { ContaLavori } from './lavoro/conta-lavori.js';
import { Partizioni } from './partizioni.js';
import { RiconciliaRighe } from './riga/riconcilia-righe.js';

/** What ingestion does by the clock. */
@Injectable()
export class CompitiPeriodici extends PeriodicTasks implements OnModuleInit {
  readonly #spazza: PeriodicTask = { name: 'spazza-orfani', when: '*/5 * * * *', work: () => this.orfani.sweep() };

  constructor(
    private readonly partizioni: Partizioni,
    private readonly orfani: SpazzaOrfani,
    private readonly scadenze: ScadiCustodia,
    private readonly riconcilia: RiconciliaRighe,
    private readonly lavori: ContaLavori,
  ) {
    super('ingestion');
  }

  /** Before the first row can come. */
  async onModuleInit(): Promise<void> {
    await this.partizioni.make();
  }

  override onApplicationBootstrap(): void {
    super.onApplicationBootstrap();
    // At start too: what the process before us left when it died.
    void this.run(this.#spazza);
  }

  protected tasks(): readonly PeriodicTask[] {
    return [
      this.#spazza,
      { name: 'conta-lavori', when: '*/30 * * * * *', work: () => this.lavori.count() },
      { name: 'riconcilia-righe', when: '*/10 * * * *', work: () => this.riconcilia.reconcile() },
      { name: 'scadi-custodia', when: '47 2 * * *', work: () => this.scadenze.expire() },
      { name: 'partizioni', when: '17 3 * * *', work: () => this.partizioni.make() },
    ];
  }
}
