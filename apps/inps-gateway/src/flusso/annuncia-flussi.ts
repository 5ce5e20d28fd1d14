import { Injectable } from '@nestjs/common';
import { type FlussoPubblicato, flussiPubblicatiV1, righeNonTrasmissibiliV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { metrics } from '#libs/observability';
import type { Tx } from '#libs/persistence';
import { inLotti } from '../lotti.js';
import type { FlussoNuovo } from './flusso.js';
import type { Pubblicazione } from './pubblicazione.js';

const PUBBLICATI = metrics.counter('snodo_inps_flussi_pubblicati_total', 'Flussi published, by operation', [
  'operazione',
]);
const NON_TRASMESSE = metrics.counter('snodo_inps_righe_non_trasmesse_total', 'Righe not published, by reason', [
  'motivo',
]);

/** Tells ingestion what became of its righe, in the transaction that made it so. */
@Injectable()
export class AnnunciaFlussi {
  constructor(private readonly outbox: Outbox) {}

  async announce(
    tx: Tx,
    ente: string,
    adesso: Date,
    { flussi, nonTrasmissibili }: Pick<Pubblicazione, 'flussi' | 'nonTrasmissibili'>,
  ): Promise<void> {
    const to = { key: ente, ente };
    await this.outbox.publishMany(
      tx,
      flussiPubblicatiV1,
      inLotti(flussi).map((lotto) => ({
        ...to,
        body: { ente, flussi: lotto.map(told) },
      })),
    );
    await this.outbox.publishMany(
      tx,
      righeNonTrasmissibiliV1,
      inLotti(nonTrasmissibili).map((righe) => ({ ...to, body: { ente, il: adesso.toISOString(), righe } })),
    );
    tx.afterCommit(() => {
      for (const { operazione } of flussi) PUBBLICATI.inc({ operazione });
      for (const { motivo } of nonTrasmissibili) NON_TRASMESSE.inc({ motivo });
    });
  }
}

function told({ rigaId, recordId, revisione, idFlusso, di, operazione, ts }: FlussoNuovo): FlussoPubblicato {
  return { rigaId, recordId, revisione, idFlusso, di, operazione, tsFlusso: new Date(ts).toISOString() };
}
