import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from './ambito-visibile.js';

/** Says whether work on an invio is under way: its validation, or its cancellation. */
@Injectable()
export class SeguiElaborazione {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
  ) {}

  /** @throws Problem invio_sconosciuto, also for an invio of others */
  async isUnderWay(caller: Caller, invioId: string): Promise<boolean> {
    const [invio] = await this.database.statement<{ concluso: boolean }>(
      'api',
      this.ambito.own(caller),
      `SELECT concluso_il IS NOT NULL AS concluso FROM invio WHERE id = $1`,
      [invioId],
    );
    if (invio === undefined) throw ingestionProblem('invio_sconosciuto');
    if (!invio.concluso) return true;
    // As consumer, and only now: no caller sees jobs, and who sees the invio is told no more than that there is one.
    const jobs = await this.database.statement('consumer', {}, `SELECT FROM lavoro WHERE invio_id = $1`, [invioId]);
    return jobs.length > 0;
  }
}
