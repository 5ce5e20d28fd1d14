import { Rounds } from '#libs/observability';
import type { Riferimenti } from '#libs/riferimenti';
import type { ChiediAlleFonti } from './chiedi-alle-fonti.js';
import type { FontiAttive } from './fonti-attive.js';

/** Keeps asking other registries, if there is any to ask. */
export class FontiWorker extends Rounds {
  constructor(
    private readonly attive: FontiAttive,
    private readonly chiedi: ChiediAlleFonti,
    private readonly riferimenti: Riferimenti,
  ) {
    super('anagrafe-regionale', 2_000);
  }

  override onApplicationBootstrap(): void {
    if (this.attive.fonti.length > 0) super.onApplicationBootstrap();
  }

  /** Without the reference copy places would have no codes. */
  protected async round(): Promise<boolean> {
    return this.riferimenti.ready && (await this.chiedi.step());
  }
}
