import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Autore } from '../storia/storia.js';
import { RitiraVersione } from './ritira-versione.js';
import type { VersioneTenuta, VersioneVista } from './versioni-tenute.js';

/** Withdraws a published version of the region, and does nothing else with it. */
@Injectable()
export class RitiraPubblicata {
  constructor(
    private readonly database: Database,
    private readonly ritira: RitiraVersione,
  ) {}

  /** @throws what `RitiraVersione` does */
  async withdraw(vista: VersioneVista, motivo: string, autore: Autore): Promise<VersioneTenuta> {
    return this.database.transaction('consumer', {}, (tx) => this.ritira.withdraw(tx, vista, motivo, autore));
  }
}
