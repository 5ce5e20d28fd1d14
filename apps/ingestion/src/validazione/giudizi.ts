import type { RigaLetta, Rilievo } from '#libs/tracciati';
import type { IdentitaRecord } from '../record/identita-record.js';
import type { RilieviDaScrivere } from '../rilievo/scrivi-rilievi.js';
import { type Lotto, Lottizzatore } from './lotto.js';
import { canonicalText } from './testo-canonico.js';

/** A riga that is refused by what it says itself. */
export interface RigaRespinta {
  readonly numero: number;
  readonly linea: number;
  readonly colonna: number;
  readonly annullamento: boolean;
}

/** Verdicts on some consecutive righe, ready to be stored. */
export interface GiudiziPronti {
  /** Number of the last riga judged. */
  readonly ultimaRiga: number;
  readonly respinte: readonly RigaRespinta[];
  readonly rilievi: readonly RilieviDaScrivere[];
  readonly lotti: readonly Lotto[];
}

/** Judges righe one after the other and holds the verdicts until they are stored. */
export class Giudizi {
  #respinte: RigaRespinta[] = [];
  #rilievi: RilieviDaScrivere[] = [];
  #ultimaRiga: number;
  #count = 0;
  readonly #lottizzatore = new Lottizzatore();

  /**
   * @param giaScritte righe stored before a restart: read again, not judged again
   * @param soloIdentita to cancel an invio, what its righe are is enough: they were judged once, by the rules of that day
   */
  constructor(
    private readonly identita: IdentitaRecord,
    private readonly giaScritte: number,
    private readonly soloIdentita: boolean,
  ) {
    this.#ultimaRiga = giaScritte;
  }

  /** Righe judged since the last `take`. */
  get count(): number {
    return this.#count;
  }

  /** @param respingi the ente may not be deposited for: every riga is refused, whatever it says */
  judge(riga: RigaLetta, enteErogatore: string, respingi: boolean): void {
    if (riga.numero <= this.giaScritte) return;
    const { numero, linea, colonna, annullamento } = riga;
    const rilievi = this.soloIdentita ? [] : riga.rilievi;
    this.#ultimaRiga = numero;
    this.#count += 1;
    if (rilievi.length > 0) this.#rilievi.push({ numero, dal: 0, rilievi });
    if (respingi || rilievi.some(({ gravita }) => gravita === 'errore')) {
      this.#respinte.push({ numero, linea, colonna, annullamento });
      return;
    }
    const json = canonicalText(riga.contenuto);
    const recordId = this.identita.recordIdOf(enteErogatore, riga.chiave);
    this.#lottizzatore.add(riga, recordId, this.identita.improntaOf(json), json);
  }

  /** Findings on the invio as a whole, known at the end. */
  addToInvio(rilievi: readonly Rilievo[]): void {
    if (rilievi.length > 0) this.#rilievi.push({ numero: 0, dal: 0, rilievi });
  }

  take(): GiudiziPronti {
    const pronti = {
      ultimaRiga: this.#ultimaRiga,
      respinte: this.#respinte,
      rilievi: this.#rilievi,
      lotti: this.#lottizzatore.take(),
    };
    this.#respinte = [];
    this.#rilievi = [];
    this.#count = 0;
    return pronti;
  }
}
