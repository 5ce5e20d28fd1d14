import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';
import { LeggiRicostruzioni, type Ricostruzione } from './leggi-ricostruzioni.js';

/** Asks for all persons to be worked out again. */
@Injectable()
export class AvviaRicostruzione {
  constructor(
    private readonly database: Database,
    private readonly leggi: LeggiRicostruzioni,
    private readonly clock: Clock,
  ) {}

  /** @returns the one under way, where there is one already */
  async start(): Promise<Ricostruzione> {
    await this.database.statement(
      'api',
      {},
      `INSERT INTO ricostruzione (id, avviata_il) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [randomUUID(), this.clock.now()],
    );
    const [last] = await this.leggi.list();
    return last!;
  }
}
