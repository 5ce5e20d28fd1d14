import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import { IngestionSettings } from '../ingestion.config.js';
import type { Conteggi } from './conteggi.js';
import type { EsitoLettura } from './esito-lettura.js';

/** A job on an invio, claimed by this process until its lease ends. */
export interface Lavoro {
  /** Its place in the order of receipt. */
  readonly ordine: number;
  readonly genere: 'validazione' | 'annullamento';
  readonly fase: 'lettura' | 'applicazione';
  /** Righe whose verdict is stored already. */
  readonly righeLette: number;
  /** What the end of the document said; null until it has been read. */
  readonly esito: EsitoLettura | null;
  /** What it has done so far; null of a job that has done nothing. */
  readonly conteggi: Conteggi | null;
  /** Grows at each claim. */
  readonly fencing: number;
  readonly invioId: string;
  readonly enteMittente: string;
  readonly depositante: string;
  readonly tracciato: string;
  readonly chiaveCustodia: Buffer;
  readonly ricevutoIl: Date;
  /** Known once a validation of the invio has ended. */
  readonly enteErogatore: string | null;
  /** State of the registries that the righe judged so far were judged with. */
  readonly registri: number | null;
}

interface Progresso {
  readonly righeLette?: number;
  readonly registri?: number;
  readonly esito?: EsitoLettura;
}

/** The job belongs to another process now: whatever this one was about to write must not be written. */
export class LeasePerduto extends Error {
  override readonly name = 'LeasePerduto';
}

/** Claims of one job without any progress, after which it stops and waits for an operator. */
const TENTATIVI = 20;
const NESSUN_ENTE = '00000000-0000-0000-0000-000000000000';

const COLONNE = `l.ordine, l.genere, l.fase, l.righe_lette AS "righeLette", l.esito, l.conteggi, l.fencing,
  i.id AS "invioId", i.ente_mittente AS "enteMittente", i.depositante, i.tracciato,
  i.chiave_custodia AS "chiaveCustodia", i.ricevuto_il AS "ricevutoIl", i.ente_erogatore AS "enteErogatore",
  l.registri`;

/** The queue of jobs. Large and small invii have lanes of their own; in each, enti take turns. */
@Injectable()
export class Lavori {
  readonly #lastEnte = new Map<boolean, string>();

  constructor(
    private readonly database: Database,
    private readonly settings: IngestionSettings,
  ) {}

  /** At most `count` jobs of as many enti as possible, beginning after the ente served last. */
  async claim(grande: boolean, count: number): Promise<Lavoro[]> {
    const after = this.#lastEnte.get(grande) ?? NESSUN_ENTE;
    const claimed = await this.#claimAfter(grande, count, after);
    if (claimed.length < count && after !== NESSUN_ENTE) {
      claimed.push(...(await this.#claimAfter(grande, count - claimed.length, NESSUN_ENTE)));
    }
    const last = claimed.at(-1);
    if (last !== undefined) this.#lastEnte.set(grande, last.enteMittente);
    return claimed;
  }

  /**
   * The loose scan visits one job per ente, not the queue. A job whose document has been read takes effect only when no earlier
   * one of its ente is under way: what an ente sends takes effect in the order in which it sent it.
   */
  #claimAfter(grande: boolean, count: number, after: string): Promise<Lavoro[]> {
    return this.database.statement<Lavoro>(
      'consumer',
      {},
      `WITH RECURSIVE enti AS (
         (SELECT ente FROM lavoro WHERE fase <> 'fermo' AND grande = $1 AND ente > $2 ORDER BY ente LIMIT 1)
         UNION ALL
         SELECT (SELECT ente FROM lavoro l WHERE fase <> 'fermo' AND grande = $1 AND l.ente > e.ente ORDER BY ente LIMIT 1)
         FROM enti e WHERE e.ente IS NOT NULL
       ), scelto AS MATERIALIZED (
         SELECT s.ordine FROM enti e CROSS JOIN LATERAL (
           SELECT l.ordine FROM lavoro l
           WHERE l.fase <> 'fermo' AND l.grande = $1 AND l.ente = e.ente AND l.prossimo_il <= clock_timestamp()
             AND (l.lease_fino IS NULL OR l.lease_fino < clock_timestamp())
             AND ((l.fase = 'lettura' AND l.genere = 'validazione') OR NOT EXISTS (${prima('l')}))
           ORDER BY l.ordine LIMIT 1 FOR UPDATE SKIP LOCKED
         ) s LIMIT $3
       ), preso AS (
         UPDATE lavoro l SET fencing = fencing + 1, tentativi = tentativi + 1,
           lease_fino = clock_timestamp() + make_interval(secs => $4),
           fase = CASE WHEN tentativi >= $5 THEN 'fermo' ELSE fase END
         FROM scelto WHERE l.ordine = scelto.ordine RETURNING l.*
       )
       SELECT ${COLONNE} FROM preso l JOIN invio i ON i.id = l.invio_id WHERE l.fase <> 'fermo' ORDER BY l.ente`,
      [grande, after, count, this.settings.lease / 1000, TENTATIVI],
    );
  }

  /**
   * The first statement of every transaction of a job: proves that the job is still ours, holds it until the commit, and prolongs
   * the lease. @throws LeasePerduto
   */
  async hold(tx: Tx, lavoro: Lavoro, progress: Progresso = {}): Promise<void> {
    const touched = await tx.execute(
      `UPDATE lavoro SET lease_fino = clock_timestamp() + make_interval(secs => $3), tentativi = 0,
         righe_lette = coalesce($4, righe_lette), registri = coalesce($6, registri),
         esito = coalesce($5, esito),
         fase = CASE WHEN $5::jsonb IS NULL THEN fase ELSE 'applicazione' END
       WHERE ordine = $1 AND fencing = $2`,
      [
        lavoro.ordine,
        lavoro.fencing,
        this.settings.lease / 1000,
        progress.righeLette ?? null,
        progress.esito === undefined ? null : JSON.stringify(progress.esito),
        progress.registri ?? null,
      ],
    );
    if (touched === 0) throw new LeasePerduto();
  }

  /** Remembers what the job has done, with the transaction that did it. */
  async note(tx: Tx, { ordine, fencing }: Lavoro, conteggi: Conteggi): Promise<void> {
    await tx.execute(`UPDATE lavoro SET conteggi = $3 WHERE ordine = $1 AND fencing = $2`, [
      ordine,
      fencing,
      JSON.stringify(conteggi),
    ]);
  }

  /** True if an earlier invio of the same ente has not taken effect yet. */
  async mustWait(tx: Tx, lavoro: Lavoro): Promise<boolean> {
    const [row] = await tx.query<{ attende: boolean }>(
      `SELECT EXISTS (${prima('l')}) AS attende FROM lavoro l WHERE l.ordine = $1`,
      [lavoro.ordine],
    );
    return row?.attende === true;
  }

  /** The job is done and exists no more. @throws LeasePerduto */
  async finish(tx: Tx, lavoro: Lavoro): Promise<void> {
    const touched = await tx.execute(`DELETE FROM lavoro WHERE ordine = $1 AND fencing = $2`, [
      lavoro.ordine,
      lavoro.fencing,
    ]);
    if (touched === 0) throw new LeasePerduto();
  }

  /** Gives the job back, to be claimed by anybody after a pause; `errore` is a name, never a message (it might quote a document). */
  async release(lavoro: Lavoro, pause: number, errore: string | null): Promise<void> {
    await this.database.statement(
      'consumer',
      {},
      `UPDATE lavoro SET lease_fino = NULL, prossimo_il = clock_timestamp() + make_interval(secs => $3), errore = $4,
         tentativi = CASE WHEN $4::text IS NULL THEN 0 ELSE tentativi END
       WHERE ordine = $1 AND fencing = $2`,
      [lavoro.ordine, lavoro.fencing, pause / 1000, errore],
    );
  }
}

function prima(job: string): string {
  return `SELECT FROM lavoro p WHERE p.ente = ${job}.ente AND p.ordine < ${job}.ordine AND p.fase <> 'fermo'`;
}
