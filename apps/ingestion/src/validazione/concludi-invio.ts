import { Injectable } from '@nestjs/common';
import { invioAnnullatoV1, invioConclusoV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Clock, type Tx } from '#libs/persistence';
import { countRighe } from '../riga/conta-righe.js';
import { rigaIdRange } from '../riga/riga-id.js';
import { type Conteggi, totalOf } from './conteggi.js';
import type { EsitoLettura } from './esito-lettura.js';
import { type Lavoro, Lavori } from './lavori.js';

/** The last step of a job: the invio has its outcome, the others hear of it, the job is gone. */
@Injectable()
export class ConcludiInvio {
  constructor(
    private readonly lavori: Lavori,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async conclude(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, conteggi: Conteggi): Promise<void> {
    const { invioId, enteMittente, tracciato } = lavoro;
    const concluso = this.clock.now();
    const stato = esito.stato === 'letto' ? 'concluso' : 'illeggibile';
    const righe = esito.stato === 'letto' ? esito.righe : 0;
    const { enteErogatore, nomenclatura, schemaValido, formato } = esito;
    await tx.execute(
      `UPDATE invio SET stato = $2, righe = $3, concluso_il = $4, ente_erogatore = $5, nomenclatura = $6, schema_valido = $7,
         formato = $8
       WHERE id = $1`,
      [invioId, stato, righe, concluso, enteErogatore, nomenclatura || null, schemaValido, formato ?? null],
    );
    await this.outbox.publish(
      tx,
      invioConclusoV1,
      {
        invioId,
        enteMittente,
        tracciato,
        esito: stato,
        righe,
        ...(await this.#checked(tx, invioId, righe, conteggi)),
        ...(conteggi.dette === undefined ? {} : { dette: conteggi.dette }),
        conclusoIl: concluso.toISOString(),
      },
      { key: invioId, ente: enteMittente },
    );
    await this.lavori.finish(tx, lavoro);
  }

  /** What a cancelled invio told: of one that is no fornitura each riga says all that there is to say. */
  async cancelled(tx: Tx, lavoro: Lavoro, { dette = {} }: Conteggi): Promise<void> {
    const { invioId, enteMittente, tracciato } = lavoro;
    if (Object.keys(dette).length > 0) {
      const body = { invioId, enteMittente, tracciato, dette, annullatoIl: this.clock.now().toISOString() };
      await this.outbox.publish(tx, invioAnnullatoV1, body, { key: invioId, ente: enteMittente });
    }
    await this.lavori.finish(tx, lavoro);
  }

  /** Counting ten million righe takes longer than a transaction may. It is done only for a job that a release began which kept no count. */
  async #checked(tx: Tx, invioId: string, righe: number, conteggi: Conteggi): Promise<Conteggi> {
    const { perStato } = conteggi;
    // Below zero: righe of it that waited were let go, and then replaced by others of the same document.
    const right = totalOf(perStato) === righe && Object.values(perStato).every((count) => count >= 0);
    if (right) return conteggi;
    return { perStato: await countRighe(tx, invioId), perRegola: await countRilievi(tx, invioId) };
  }
}

/** Rilievi of an invio by rule. */
async function countRilievi(tx: Tx, invioId: string): Promise<Record<string, number>> {
  const rows = await tx.query<{ regola: string; rilievi: number }>(
    `SELECT regola, count(*) AS rilievi FROM rilievo WHERE riga_id BETWEEN $1 AND $2 GROUP BY regola ORDER BY regola`,
    [...rigaIdRange(invioId)],
  );
  return Object.fromEntries(rows.map(({ regola, rilievi }) => [regola, rilievi]));
}
