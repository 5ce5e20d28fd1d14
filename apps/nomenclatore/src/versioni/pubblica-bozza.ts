import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Autore } from '../storia/storia.js';
import { type DaPubblicare, PubblicaVersione, type VersionePubblicata } from './pubblica-versione.js';

/** Publishes a draft of the region, and nothing else with it. */
@Injectable()
export class PubblicaBozza {
  constructor(
    private readonly database: Database,
    private readonly pubblica: PubblicaVersione,
  ) {}

  /** @throws what `PubblicaVersione` does */
  async publish(daPubblicare: DaPubblicare, autore: Autore): Promise<VersionePubblicata> {
    return this.database.transaction('consumer', {}, (tx) => this.pubblica.publish(tx, daPubblicare, autore));
  }
}
