import { Injectable } from '@nestjs/common';
import { type EsitoRicevuto, esitiRicevutiV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { metrics } from '#libs/observability';
import type { Sql, Tx } from '#libs/persistence';
import { inLotti } from '../lotti.js';
import { type Svolta, effettiDi } from './effetti.js';
import type { EsitoNuovo } from './esito-nuovo.js';

const CODICI = ['OK', 'DATI_NON_TROVATI', 'RICHIESTA_INVALIDA', 'ERRORE_GENERICO'];
const ESITI = metrics.counter('snodo_inps_esiti_total', 'Outcomes of INPS, by its code', ['codice']);

const LOCK_LOG: Sql = {
  name: 'snodo_inps_esiti_lock',
  text: `SELECT FROM registro WHERE ente = $1 FOR UPDATE`,
};

/**
 * Batches of one ente, and orphans taken up again, take effect one after the other: each must see how INPS judged before it. To be
 * called first of all, as whoever publishes does: log, outcomes, records, counts are locked in this order by everybody.
 */
export async function lockEsiti(tx: Tx, ente: string): Promise<void> {
  await tx.execute(LOCK_LOG, [ente]);
}

const PREVIOUS: Sql = {
  name: 'snodo_inps_esito_prima',
  text: `SELECT DISTINCT ON (ts) ts, accolto FROM esito WHERE ente = $1 AND ts = ANY ($2::bigint[]) ORDER BY ts, id DESC`,
};

/** How INPS judged these flussi until now; one it has not spoken of is not in it. To be asked before new outcomes are stored. */
export async function readGiudizi(
  tx: Tx,
  ente: string,
  places: readonly number[],
): Promise<ReadonlyMap<number, boolean>> {
  if (places.length === 0) return new Map();
  const rows = await tx.query<{ ts: number; accolto: boolean }>(PREVIOUS, [ente, places]);
  return new Map(rows.map(({ ts, accolto }) => [ts, accolto]));
}

const LOCK_RECORDS = `SELECT FROM record WHERE record_id = ANY (SELECT decode(id, 'hex') FROM unnest($1::text[]) AS id)
  ORDER BY record_id FOR UPDATE`;
/** A refused insertion is not there to be taken back; one accepted after all is, unless the record has gone on meanwhile. */
const CHANGE_RECORDS = `UPDATE record r SET vivi = ARRAY(
    SELECT v FROM unnest(r.vivi) AS v WHERE v <> ALL (t.spenti::bigint[])
    UNION SELECT v FROM unnest(t.accesi::bigint[]) AS v WHERE r.revisione = t.revisione AND NOT r.annullato ORDER BY 1)
  FROM unnest($1::text[], $2::int[], $3::text[], $4::text[]) AS t (record_id, revisione, spenti, accesi)
  WHERE r.record_id = decode(t.record_id, 'hex')`;
const COUNT = `INSERT INTO andamento AS a (ente, accolti, respinti) VALUES ($1, $2, $3)
  ON CONFLICT (ente) DO UPDATE SET accolti = a.accolti + $2, respinti = a.respinti + $3`;

/** Makes new outcomes take effect: what INPS holds of each record, the counts of the ente, the message to ingestion. */
@Injectable()
export class ApplicaEsiti {
  constructor(private readonly outbox: Outbox) {}

  /** @param giudizi from `readGiudizi` */
  async apply(
    tx: Tx,
    ente: string,
    ricevutiIl: Date,
    nuovi: readonly EsitoNuovo[],
    giudizi: ReadonlyMap<number, boolean>,
  ): Promise<void> {
    if (nuovi.length === 0) return;
    const { svolte, accolti, respinti } = effettiDi(nuovi, giudizi);
    await this.#changeRecords(tx, svolte);
    await tx.execute(COUNT, [ente, accolti, respinti]);
    const messages = inLotti(nuovi, weightOf).map((lotto) => ({
      key: ente,
      ente,
      body: { ente, ricevutiIl: ricevutiIl.toISOString(), esiti: lotto.map((one) => told(one, ricevutiIl)) },
    }));
    await this.outbox.publishMany(tx, esitiRicevutiV1, messages);
    tx.afterCommit(() => {
      for (const { esito } of nuovi) ESITI.inc({ codice: CODICI.includes(esito.codice) ? esito.codice : 'altro' });
    });
  }

  async #changeRecords(tx: Tx, svolte: readonly Svolta[]): Promise<void> {
    if (svolte.length === 0) return;
    const ids = svolte.map(({ recordId }) => recordId);
    await tx.execute(LOCK_RECORDS, [ids]);
    await tx.execute(CHANGE_RECORDS, [
      ids,
      svolte.map(({ revisione }) => revisione),
      svolte.map(({ spenti }) => `{${spenti.join()}}`),
      svolte.map(({ accesi }) => `{${accesi.join()}}`),
    ]);
  }
}

/** Bytes in the message, about: INPS's words are by far the most of it. */
function weightOf({ esito }: EsitoNuovo): number {
  return 500 + Buffer.byteLength(esito.descrizione ?? '');
}

function told({ flusso, esito }: EsitoNuovo, ricevutiIl: Date): EsitoRicevuto {
  const { rigaId, recordId, revisione, idFlusso, di } = flusso;
  const { accolto, codice, descrizione, idAcquisizione, acquisitoIl } = esito;
  const of = { rigaId, recordId, revisione, idFlusso, di };
  return {
    ...of,
    accolto,
    codice,
    descrizione,
    idAcquisizione,
    acquisitoIl: (acquisitoIl ?? ricevutiIl).toISOString(),
  };
}
