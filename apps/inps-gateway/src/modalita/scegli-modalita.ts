import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { inpsGatewayProblem } from '../inps-gateway.errors.js';
import type { Modalita } from './modalita.js';

/** A choice as it is answered. */
export interface SceltaLetta {
  readonly tracciato: string;
  readonly modalita: Modalita;
  /** First legal day on which it holds. */
  readonly dal: string;
  readonly scelta_il: Date;
}

/** Notes how an ente wants to tell INPS from a day on: it decides for itself, nobody for it. */
@Injectable()
export class ScegliModalita {
  constructor(
    private readonly database: Database,
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  /**
   * @param dal today unless told; never before, because of what was accepted until now it has been decided already
   * @throws Problem decorrenza_passata, delega_waas_mancante
   */
  async choose(caller: Caller, tracciato: string, modalita: Modalita, dal?: string): Promise<SceltaLetta> {
    const now = this.clock.now();
    const oggi = legalDayOf(now);
    const giorno = dal ?? oggi;
    if (giorno < oggi) throw inpsGatewayProblem('decorrenza_passata');
    // On the first day, not only today: an act that ends before would leave the ente without any channel.
    if (modalita === 'snodo' && !this.riferimenti.waasConsentito(caller.ente, giorno))
      throw inpsGatewayProblem('delega_waas_mancante');
    const [scelta] = await this.database.statement<SceltaLetta>(
      'api',
      { enti: caller.ente },
      `INSERT INTO modalita_inps (ente, tracciato, modalita, dal, scelta_il, scelta_da) VALUES ($1, $2, $3, $4, $5, $6)
       RETURNING tracciato, modalita, dal, scelta_il`,
      [caller.ente, tracciato, modalita, giorno, now, caller.clientId],
    );
    return scelta!;
  }
}
