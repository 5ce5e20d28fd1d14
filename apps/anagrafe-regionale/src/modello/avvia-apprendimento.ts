import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';
import { LeggiModelli, type ModelloLetto } from './leggi-modelli.js';

/** Asks for weights to be learnt from the registry. */
@Injectable()
export class AvviaApprendimento {
  constructor(
    private readonly database: Database,
    private readonly leggi: LeggiModelli,
    private readonly clock: Clock,
  ) {}

  /** @returns the one under way, where there is one already */
  async start(): Promise<ModelloLetto> {
    await this.database.statement(
      'api',
      {},
      `INSERT INTO modello_abbinamento (stato, chiesto_il) VALUES ('in_corso', $1) ON CONFLICT DO NOTHING`,
      [this.clock.now()],
    );
    const [last] = await this.leggi.list();
    return last!;
  }
}
