import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { Sveglia } from '../validazione/sveglia.js';

/** Lets stopped jobs go on from where their last commit left them, once their cause was taken away. */
@Injectable()
export class RiprendiLavori {
  constructor(
    private readonly database: Database,
    private readonly sveglia: Sveglia,
  ) {}

  /**
   * A job goes back to its place in the order of receipt: invii of the same ente that took effect meanwhile are later than it, and
   * what it brings of the same records is superseded at once.
   * @param lavori undefined: all those that are stopped
   * @returns how many go on; a job that is not stopped is left alone
   */
  async restart(lavori?: readonly number[]): Promise<number> {
    const restarted = await this.database.statement<{ ordine: number }>(
      'consumer',
      {},
      // A document that was read to its end has an outcome: it is not read again.
      `UPDATE lavoro SET fase = CASE WHEN esito IS NULL THEN 'lettura' ELSE 'applicazione' END,
         tentativi = 0, errore = NULL, lease_fino = NULL, prossimo_il = '-infinity'
       WHERE fase = 'fermo' AND ($1::bigint[] IS NULL OR ordine = ANY ($1)) RETURNING ordine`,
      [lavori ?? null],
    );
    this.sveglia.wake();
    return restarted.length;
  }
}
