import { Injectable } from '@nestjs/common';
import { ContentTag } from '#libs/http';
import { Clock, Database, legalDayOf } from '#libs/persistence';

/** How often something was written (of two writes under way the one that began first may end last), and the legal day, since "in force" depends on it. */
@Injectable()
export class EtichettaContenuto extends ContentTag {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async current(): Promise<string> {
    const [written] = await this.database.statement<{ count: number }>(
      'api',
      {},
      'SELECT count(*) AS count FROM caricamento',
    );
    return `${written!.count}-${legalDayOf(this.clock.now())}`;
  }
}
