import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { IngestionSettings } from '../ingestion.config.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { LeggiInvii } from '../invio/leggi-invii.js';
import { Ascolto, type UltimoVisto } from './ascolto.js';
import { type Traguardo, avanzamentoConcluso, improntaDi, isArrivato, traguardoDi } from './avanzamento.js';
import { Osservatorio } from './osservatorio.js';

/** Who is turned away may come back when another leaves: nobody knows when that is. */
const RIPROVARE_DOPO_SECONDI = 30;
/** Longest delay of a timer of Node. */
const ULTIMO_TIMER = 2_147_483_647;

export interface RichiestaAscolto {
  readonly fino: Traguardo;
  readonly visto: UltimoVisto | undefined;
  /** When the token of the caller ends. */
  readonly scade: Date;
  /** Ends the listening: the client went away, or the process closes. */
  readonly chiude: { readonly client: AbortSignal; readonly processo: AbortSignal };
}

/** Lets a caller listen to how far an invio is, until the end that it asked for. */
@Injectable()
export class AscoltaAvanzamento {
  readonly #perEnte = new Map<string, number>();
  #tutti = 0;

  constructor(
    private readonly osservatorio: Osservatorio,
    private readonly invii: LeggiInvii,
    private readonly settings: IngestionSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the text of the events; undefined when the client has seen the last one already
   * @throws Problem invio_sconosciuto, also for an invio of others; troppi_ascolti_ente, troppi_ascolti
   */
  async listen(
    caller: Caller,
    invioId: string,
    richiesta: RichiestaAscolto,
  ): Promise<AsyncGenerator<string> | undefined> {
    const release = once(this.#takePlace(caller.ente));
    // Not at the end of the answer alone: one that nobody ever began to read has no end.
    onAbort(richiesta.chiude.client, release);
    let fino: Traguardo;
    try {
      const invio = await this.invii.one(caller, invioId);
      fino = traguardoDi(invio, richiesta.fino);
      if (invio.concluso_il !== null && richiesta.visto !== undefined) {
        const now = avanzamentoConcluso(invio);
        if (isArrivato(now, fino) && improntaDi(now) === richiesta.visto.impronta) {
          release();
          return undefined;
        }
      }
    } catch (error) {
      release();
      throw error;
    }
    return this.#testi(caller, invioId, { ...richiesta, fino }, release);
  }

  async *#testi(
    caller: Caller,
    invioId: string,
    { fino, visto, scade, chiude }: RichiestaAscolto,
    release: () => void,
  ): AsyncGenerator<string> {
    const ascolto = new Ascolto(fino, this.settings.battitoEventi, () => this.clock.now(), visto);
    const left = Math.max(0, scade.getTime() - this.clock.now().getTime());
    const expiry = setTimeout(() => ascolto.finisce('token_scaduto'), Math.min(left, ULTIMO_TIMER)).unref();
    onAbort(chiude.client, () => ascolto.finisce('chiuso'));
    const forget = onAbort(chiude.processo, () => ascolto.finisce('servizio_in_chiusura'));
    const stop = this.osservatorio.watch(caller, invioId, ascolto);
    try {
      yield* ascolto.testi();
    } finally {
      stop();
      forget();
      clearTimeout(expiry);
      release();
    }
  }

  /** @throws Problem troppi_ascolti_ente, troppi_ascolti */
  #takePlace(ente: string): () => void {
    const mine = this.#perEnte.get(ente) ?? 0;
    const later = { retry_after: RIPROVARE_DOPO_SECONDI };
    if (mine >= this.settings.ascoltiPerEnte) throw ingestionProblem('troppi_ascolti_ente', undefined, later);
    if (this.#tutti >= this.settings.ascoltiInsieme) throw ingestionProblem('troppi_ascolti', undefined, later);
    this.#perEnte.set(ente, mine + 1);
    this.#tutti += 1;
    return () => {
      const left = this.#perEnte.get(ente)! - 1;
      if (left === 0) this.#perEnte.delete(ente);
      else this.#perEnte.set(ente, left);
      this.#tutti -= 1;
    };
  }
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}

/** @returns what takes the listener away: the signal of the process lives as long as it does */
function onAbort(signal: AbortSignal, then: () => void): () => void {
  if (signal.aborted) then();
  signal.addEventListener('abort', then, { once: true });
  return () => signal.removeEventListener('abort', then);
}
