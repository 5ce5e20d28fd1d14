import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { identificativoOf } from './identificativo.js';

/** What ended stays as it ended. */
const CHIUDI = `UPDATE sottoscrizione SET cessata_il = coalesce(cessata_il, $3), motivo = coalesce(motivo, 'richiesta')
  WHERE ente = $1 AND id = $2 RETURNING id`;

/** Ends a subscription because its ente asks so. */
@Injectable()
export class ChiudiSottoscrizione {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Again and again with the same outcome. @throws Problem sottoscrizione_sconosciuta, also for one of another ente */
  async close({ ente }: Caller, id: string): Promise<void> {
    const params = [ente, identificativoOf(id), this.clock.now()];
    const [closed] = await this.database.statement('api', { ente }, CHIUDI, params);
    if (closed === undefined) throw anagrafeProblem('sottoscrizione_sconosciuta');
  }
}
