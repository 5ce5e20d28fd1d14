import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { EntiRaggiungibili } from '../chiamanti/enti-raggiungibili.js';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { Storia, autoreOf } from '../storia/storia.js';
import type { ContattiLetti, ContattoLetto } from './modelli-registri.js';

/**
 * How the offices of an ente are reached, for the region and the ente itself: in no copy, in no public read. Offices only, so that there is
 * no personal data to keep; the history tells that they changed, not what they were.
 */
@Injectable()
export class Contatti {
  constructor(
    private readonly database: Database,
    private readonly enti: EntiRaggiungibili,
    private readonly storia: Storia,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem `ente_sconosciuto`, also for an ente that is not the caller's */
  async read(caller: Caller, id: string): Promise<ContattiLetti> {
    const ente = await this.enti.findOwn(caller, id);
    const [found] = await this.database.statement<ContattiLetti>(
      'consumer',
      {},
      `SELECT revisione, contatti FROM contatti_ente WHERE ente = $1`,
      [ente.id],
    );
    return found ?? { revisione: 0, contatti: [] };
  }

  /**
   * @param revisione as the caller saw it; 0 where there was nothing
   * @throws Problem `ente_sconosciuto`, `variazione_contesa`
   */
  async write(
    caller: Caller,
    id: string,
    revisione: number,
    contatti: readonly ContattoLetto[],
  ): Promise<ContattiLetti> {
    const ente = await this.enti.findOwn(caller, id);
    return this.database.transaction('consumer', {}, async (tx) => {
      const [written] = await tx.query<{ revisione: number }>(
        `INSERT INTO contatti_ente AS prima (ente, revisione, contatti, aggiornati_il) SELECT $1, 1, $3::jsonb, $4
          WHERE $2 = 0 OR EXISTS (SELECT FROM contatti_ente WHERE ente = $1)
         ON CONFLICT (ente) DO UPDATE
            SET revisione = prima.revisione + 1, contatti = excluded.contatti, aggiornati_il = excluded.aggiornati_il
          WHERE prima.revisione = $2
         RETURNING revisione`,
        [ente.id, revisione, JSON.stringify(contatti), this.clock.now()],
      );
      if (written === undefined) throw nomenclatoreProblem('variazione_contesa');
      const fatto = { genere: 'ente', cosa: ente.id, azione: 'contatti aggiornati', prima: null, dopo: null };
      await this.storia.write(tx, { ...autoreOf(caller), ...fatto });
      return { revisione: written.revisione, contatti: [...contatti] };
    });
  }
}
