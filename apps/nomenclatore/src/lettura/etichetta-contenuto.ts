import { Injectable } from '@nestjs/common';
import { ContentTag } from '#libs/http';
import { Clock, Database, legalDayOf } from '#libs/persistence';

/** The last load that changed something, and the legal day, since "in force" depends on it. */
@Injectable()
export class EtichettaContenuto extends ContentTag {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async current(): Promise<string> {
    const [last] = await this.database.statement<{ id: number }>(
      'api',
      {},
      'SELECT coalesce(max(id), 0) AS id FROM caricamento',
    );
    return `${last!.id}-${legalDayOf(this.clock.now())}`;
  }
}
