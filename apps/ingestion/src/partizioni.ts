import { Injectable } from '@nestjs/common';
import { Clock, Database, ensurePartitions } from '#libs/persistence';

const TABELLE_MENSILI = ['custodia', 'riga', 'rilievo', 'fatto_riga'];

/** Keeps the months ahead ready: a row whose month has no partition cannot be stored. */
@Injectable()
export class Partizioni {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async make(): Promise<void> {
    for (const table of TABELLE_MENSILI) await ensurePartitions(this.database, table, this.clock.now());
  }
}
