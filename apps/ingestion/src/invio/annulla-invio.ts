import { Injectable } from '@nestjs/common';
import { Clock, Database, type Tx, legalDayOf, scopeUuids } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from './ambito-visibile.js';
import { Sveglia } from '../validazione/sveglia.js';

/** Above it the job runs among the large ones; the size of a chunk of custodia. */
const BYTE_DI_UN_PICCOLO = 256 * 1024;

/** Cancels an invio: what it brought is taken back, in its turn, by a job; equal bytes are from now on a new invio. */
@Injectable()
export class AnnullaInvio {
  constructor(
    private readonly database: Database,
    private readonly riferimenti: Riferimenti,
    private readonly ambito: AmbitoVisibile,
    private readonly sveglia: Sveglia,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the instant of the cancellation; of the first one if it was asked before
   * @throws Problem invio_sconosciuto, also for an invio that neither the caller's ente sent nor the caller deposited
   *   under an act still in force;
   *   documento_scaduto: what it brought can no longer be read
   */
  async cancel(caller: Caller, invioId: string): Promise<Date> {
    return this.database.transaction('api', this.ambito.own(caller), async (tx) => {
      const [cancelled] = await tx.query<{ il: Date; ente: string; tracciato: string; grande: boolean }>(
        `UPDATE invio SET annullato_il = $2 WHERE id = $1 AND annullato_il IS NULL AND custodia_scaduta_il IS NULL
         RETURNING annullato_il AS il, ente_mittente AS ente, tracciato, dimensione > $3 AS grande`,
        [invioId, this.clock.now(), BYTE_DI_UN_PICCOLO],
      );
      if (cancelled === undefined) return cancelledBefore(tx, invioId);
      // Undoes the update too. Who once deposited for an ente acts for it no longer than its act says.
      if (!this.#mayActFor(caller, cancelled)) throw ingestionProblem('invio_sconosciuto');
      await tx.execute(`INSERT INTO lavoro (invio_id, ente, genere, grande) VALUES ($1, $2, 'annullamento', $3)`, [
        invioId,
        cancelled.ente,
        cancelled.grande,
      ]);
      tx.afterCommit(() => this.sveglia.wake());
      return cancelled.il;
    });
  }

  #mayActFor(caller: Caller, { ente, tracciato }: { ente: string; tracciato: string }): boolean {
    if (this.ambito.entiOf(caller).includes(ente)) return true;
    const oggi = legalDayOf(this.clock.now());
    return this.riferimenti.depositoConsentito(caller.ente, ente, tracciato.split('@')[0]!, oggi).consentito;
  }
}

async function cancelledBefore(tx: Tx, invioId: string): Promise<Date> {
  const [invio] = await tx.query<{ il: Date | null; scaduto: boolean; mio: boolean }>(
    `SELECT annullato_il AS il, custodia_scaduta_il IS NOT NULL AS scaduto,
       ente_mittente = ANY (${scopeUuids('enti')}) OR depositante = ANY (${scopeUuids('enti')}) AS mio
     FROM invio WHERE id = $1`,
    [invioId],
  );
  // Null: the ente erogatore sees an invio that it may not cancel; to it too the answer is "not found".
  if (invio?.mio === true && invio.il === null && invio.scaduto) throw ingestionProblem('documento_scaduto');
  if (invio === undefined || invio.il === null) throw ingestionProblem('invio_sconosciuto');
  return invio.il;
}
