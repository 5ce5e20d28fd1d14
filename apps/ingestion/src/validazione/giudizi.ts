import type { TestataRighe } from '#libs/contracts';
import type { RigaLetta, Testata } from '#libs/tracciati';
import type { IdentitaRecord } from '../record/identita-record.js';
import { type Lotto, Lottizzatore } from './lotto.js';
import { canonicalText } from './testo-canonico.js';

/** Verdicts on some consecutive righe, ready to be stored. */
export interface GiudiziPronti {
  /** Number of the last riga judged. */
  readonly ultimaRiga: number;
  readonly lotti: readonly Lotto[];
}

/** Judges righe one after the other and holds the verdicts until they are stored. */
export class Giudizi {
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
    const rilievi = this.soloIdentita ? [] : riga.rilievi;
    this.#ultimaRiga = riga.numero;
    this.#count += 1;
    if (respingi || rilievi.some(({ gravita }) => gravita === 'errore')) this.#lottizzatore.refuse(riga);
    else {
      const json = canonicalText(riga.contenuto);
      const recordId = this.identita.recordIdOf(enteErogatore, riga.chiave);
      this.#lottizzatore.accept(riga, recordId, this.identita.improntaOf(json), json);
    }
    if (rilievi.length > 0) this.#lottizzatore.note(riga.numero, rilievi);
  }

  /** @param testata undefined when the document has none: no riga of it is accepted then */
  take(testata: Testata | undefined): GiudiziPronti {
    this.#count = 0;
    return { ultimaRiga: this.#ultimaRiga, lotti: this.#lottizzatore.take(testataOf(testata)) };
  }
}

function testataOf(testata: Testata | undefined): TestataRighe {
  const { codiceFiscaleOperatore = '', enteCodice = '', enteDenominazione = '', enteIndirizzo = '' } = testata ?? {};
  return { codiceFiscaleOperatore, enteCodice, enteDenominazione, enteIndirizzo };
}
