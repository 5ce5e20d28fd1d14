import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import { RecordContesi } from '../record/scrivi-record.js';
import { NESSUN_CONTEGGIO, type Conteggi, sumOf } from './conteggi.js';
import { Effetti } from './effetti.js';
import type { EsitoLettura } from './esito-lettura.js';
import type { GiudiziPronti } from './giudizi.js';
import { type Lavoro, Lavori, LeasePerduto } from './lavori.js';
import { type DocumentoLetto, type GiudicatiCon, LeggiDocumento, RegistriCambiati } from './leggi-documento.js';
import { Lotti } from './lotti.js';
import type { Lotto } from './lotto.js';

/** Lotti applied in one transaction: a few thousand righe, a second at most. */
const LOTTI_PER_TRANSAZIONE = 10;
/** Lotti of an illeggibile document thrown away in one transaction. */
const LOTTI_PER_ELIMINAZIONE = 500;
const RETRIES = 5;

/** `attende`: an earlier invio of the ente must take effect first; the job has been given back. */
export type FineLavoro = 'fatto' | 'attende';

/**
 * Carries a job from where it is to its end. First the document is read whole and its verdicts wait in lotti; only then, some lotti
 * at a time, they enter the ledger and take effect. Every step is one transaction that begins with `Lavori.hold` and leaves the job
 * able to go on from there in any process.
 */
@Injectable()
export class EseguiLavoro {
  constructor(
    private readonly database: Database,
    private readonly lavori: Lavori,
    private readonly leggi: LeggiDocumento,
    private readonly lotti: Lotti,
    private readonly effetti: Effetti,
  ) {}

  /** @throws LeasePerduto, RiferimentiMancanti, or a failure of the database: the job stays as its last commit left it */
  async run(lavoro: Lavoro): Promise<FineLavoro> {
    if (lavoro.esito !== null) return this.#takeEffect(lavoro, lavoro.esito, lavoro.conteggi ?? NESSUN_CONTEGGIO);
    try {
      return await this.#readAndTakeEffect(lavoro);
    } catch (error) {
      if (!(error instanceof RegistriCambiati)) throw error;
      await this.#forgetReading(lavoro);
      return this.#readAndTakeEffect({ ...lavoro, righeLette: 0 });
    }
  }

  async #readAndTakeEffect(lavoro: Lavoro): Promise<FineLavoro> {
    let partial = lavoro.righeLette > 0;
    const documento = await this.leggi.read(lavoro, (pronti, con) => {
      partial = true;
      return this.#store(lavoro, con, pronti);
    });
    const conteggi = await this.#end(lavoro, documento, partial);
    return conteggi === 'fatto' ? conteggi : this.#takeEffect(lavoro, documento.esito, conteggi);
  }

  async #store(
    lavoro: Lavoro,
    { nomenclatura, registri }: GiudicatiCon,
    { lotti, ultimaRiga }: GiudiziPronti,
  ): Promise<void> {
    const sealed = await this.lotti.seal(lavoro, lotti);
    await this.#step(async (tx) => {
      await this.lavori.hold(tx, lavoro, { righeLette: ultimaRiga, registri });
      await this.lotti.store(tx, lavoro, sealed);
      if (lavoro.genere === 'annullamento') return;
      await tx.execute(`UPDATE invio SET stato = 'in_validazione', nomenclatura = $2 WHERE id = $1`, [
        lavoro.invioId,
        nomenclatura,
      ]);
    });
  }

  /**
   * The end of the document: its last verdicts and what it said as a whole. A small invio whose turn it is takes effect and ends
   * in this same transaction: it never has lotti. @returns what has been done so far when it did not
   */
  async #end(lavoro: Lavoro, documento: DocumentoLetto, partial: boolean): Promise<Conteggi | 'fatto'> {
    const { esito, ultimi, rilieviInvio } = documento;
    const letto = esito.stato === 'letto';
    const lotti = letto ? ultimi.lotti : [];
    const small = !partial && lotti.length <= LOTTI_PER_TRANSAZIONE;
    return this.#step(async (tx) => {
      await this.lavori.hold(tx, lavoro, { righeLette: ultimi.ultimaRiga, esito });
      const notati = await this.effetti.note(tx, lavoro, esito, rilieviInvio);
      if (!small || (letto && (await this.lavori.mustWait(tx, lavoro)))) {
        await this.lotti.store(tx, lavoro, await this.lotti.seal(lavoro, lotti));
        await this.lavori.note(tx, lavoro, notati);
        return notati;
      }
      const applicati = await this.effetti.apply(tx, lavoro, esito, lotti);
      await this.effetti.conclude(tx, lavoro, esito, sumOf(notati, applicati));
      return 'fatto';
    });
  }

  async #takeEffect(lavoro: Lavoro, esito: EsitoLettura, before: Conteggi): Promise<FineLavoro> {
    let conteggi = before;
    if (esito.stato === 'illeggibile') await this.#discardLotti(lavoro);
    let next = this.#lottiAfter(lavoro, esito, 0);
    for (;;) {
      const lotti = await next;
      const last = lotti.at(-1)?.indice ?? 0;
      const more = lotti.length === LOTTI_PER_TRANSAZIONE;
      // The next ones are read and opened while the database writes these.
      if (more) next = this.#lottiAfter(lavoro, esito, last);
      const step = await this.#step(async (tx) => {
        await this.lavori.hold(tx, lavoro);
        if (esito.stato === 'letto' && (await this.lavori.mustWait(tx, lavoro))) return 'attende';
        if ((await this.lotti.removeUpTo(tx, lavoro, last)) !== lotti.length) throw new LeasePerduto();
        const done = sumOf(conteggi, await this.effetti.apply(tx, lavoro, esito, lotti));
        if (more) {
          await this.lavori.note(tx, lavoro, done);
          return done;
        }
        await this.effetti.conclude(tx, lavoro, esito, done);
        return 'fatto';
      });
      if (step === 'fatto') return step;
      if (step === 'attende') {
        await this.lavori.release(lavoro, 0, null);
        return step;
      }
      conteggi = step;
    }
  }

  #lottiAfter(lavoro: Lavoro, { enteErogatore }: EsitoLettura, indice: number): Promise<Lotto[]> {
    const lotti = this.lotti.after(lavoro, enteErogatore, indice, LOTTI_PER_TRANSAZIONE);
    // Awaited in the next turn; a failure must not be "unhandled" until then.
    lotti.catch(() => undefined);
    return lotti;
  }

  /** A document that breaks has no righe, only a rilievo of its own that says where. */
  async #discardLotti(lavoro: Lavoro): Promise<void> {
    for (;;) {
      const removed = await this.#step(async (tx) => {
        await this.lavori.hold(tx, lavoro);
        return this.lotti.removeSome(tx, lavoro, LOTTI_PER_ELIMINAZIONE);
      });
      if (removed < LOTTI_PER_ELIMINAZIONE) return;
    }
  }

  /** All in one transaction: righe read and the lotti that hold them must agree. */
  #forgetReading(lavoro: Lavoro): Promise<void> {
    return this.#step(async (tx) => {
      await this.lavori.hold(tx, lavoro, { righeLette: 0 });
      await this.lotti.removeSome(tx, lavoro, Number.MAX_SAFE_INTEGER);
    });
  }

  /** Two transactions may block each other, or make the same record at once: one of them begins again. */
  async #step<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.database.transaction('consumer', {}, work, { retries: RETRIES });
      } catch (error) {
        if (!(error instanceof RecordContesi) || attempt > RETRIES) throw error;
      }
    }
  }
}
