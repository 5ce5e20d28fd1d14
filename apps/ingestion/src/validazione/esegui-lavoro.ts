import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import { RecordContesi } from '../record/leggi-record.js';
import { Effetti } from './effetti.js';
import type { EsitoLettura } from './esito-lettura.js';
import type { GiudiziPronti } from './giudizi.js';
import { type Lavoro, Lavori } from './lavori.js';
import { type DocumentoLetto, LeggiDocumento } from './leggi-documento.js';
import { parseLotto } from './lotto.js';
import { ScriviGiudizi } from './scrivi-giudizi.js';
import { removeLetture } from './togli-letture.js';

/** Lotti applied in one transaction: a few thousand righe, a second at most. */
const LOTTI_PER_TRANSAZIONE = 8;
const RETRIES = 5;

/** `attende`: an earlier invio of the ente must take effect first; the job has been given back. */
export type FineLavoro = 'fatto' | 'attende';

/**
 * Carries a job from where it is to its end. First the document is read whole and its verdicts are stored; only then, lotto by
 * lotto, accepted righe take effect. Every step is one transaction that begins with `Lavori.hold` and leaves the job able to go on
 * from there in any process.
 */
@Injectable()
export class EseguiLavoro {
  constructor(
    private readonly database: Database,
    private readonly lavori: Lavori,
    private readonly leggi: LeggiDocumento,
    private readonly giudizi: ScriviGiudizi,
    private readonly effetti: Effetti,
  ) {}

  /** @throws LeasePerduto, RiferimentiMancanti, or a failure of the database: the job stays as its last commit left it */
  async run(lavoro: Lavoro): Promise<FineLavoro> {
    if (lavoro.esito !== null) return this.#takeEffect(lavoro, lavoro.esito);
    let partial = lavoro.righeLette > 0;
    const documento = await this.leggi.read(lavoro, (pronti, ente) => {
      partial = true;
      return this.#store(lavoro, ente, pronti);
    });
    if (await this.#end(lavoro, documento, partial)) return 'fatto';
    return this.#takeEffect(lavoro, documento.esito);
  }

  #store(lavoro: Lavoro, ente: string, pronti: GiudiziPronti): Promise<void> {
    return this.#step(async (tx) => {
      await this.lavori.hold(tx, lavoro, { righeLette: pronti.ultimaRiga });
      await this.giudizi.write(tx, lavoro, ente, pronti);
      await this.giudizi.storeLotti(tx, lavoro, pronti.lotti);
      await tx.execute(`UPDATE invio SET stato = 'in_validazione' WHERE id = $1 AND stato = 'ricevuto'`, [
        lavoro.invioId,
      ]);
    });
  }

  /**
   * The end of the document: its last verdicts and what it said as a whole. A small invio whose turn it is takes effect and ends
   * in this same transaction. @returns true if it did
   */
  #end(lavoro: Lavoro, { esito, ultimi }: DocumentoLetto, partial: boolean): Promise<boolean> {
    const letto = esito.stato === 'letto';
    const pronti = letto ? ultimi : onlyOfInvio(ultimi);
    return this.#step(async (tx) => {
      await this.lavori.hold(tx, lavoro, { righeLette: pronti.ultimaRiga, esito });
      if (lavoro.genere === 'validazione') await this.giudizi.write(tx, lavoro, esito.enteErogatore, pronti);
      const small = !partial && pronti.lotti.length <= LOTTI_PER_TRANSAZIONE;
      if (!small || (letto && (await this.lavori.mustWait(tx, lavoro)))) {
        await this.giudizi.storeLotti(tx, lavoro, pronti.lotti);
        return false;
      }
      const lotti = pronti.lotti.map(({ testo }) => parseLotto(testo));
      await this.effetti.apply(tx, lavoro, esito, lotti);
      await this.effetti.conclude(tx, lavoro, esito);
      return true;
    });
  }

  async #takeEffect(lavoro: Lavoro, esito: EsitoLettura): Promise<FineLavoro> {
    if (esito.stato === 'illeggibile') await removeLetture(this.database, this.lavori, lavoro);
    for (;;) {
      const step = await this.#step(async (tx) => {
        await this.lavori.hold(tx, lavoro);
        if (esito.stato === 'letto' && (await this.lavori.mustWait(tx, lavoro))) return 'attende';
        const testi = await this.giudizi.takeLotti(tx, lavoro, LOTTI_PER_TRANSAZIONE);
        await this.effetti.apply(tx, lavoro, esito, testi.map(parseLotto));
        if (testi.length === LOTTI_PER_TRANSAZIONE) return 'ancora';
        await this.effetti.conclude(tx, lavoro, esito);
        return 'fatto';
      });
      if (step === 'fatto') return step;
      if (step === 'attende') {
        await this.lavori.release(lavoro, 0, null);
        return step;
      }
    }
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

function onlyOfInvio(pronti: GiudiziPronti): GiudiziPronti {
  return { ...pronti, respinte: [], lotti: [], rilievi: pronti.rilievi.filter(({ numero }) => numero === 0) };
}
