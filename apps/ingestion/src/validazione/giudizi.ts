import type { TestataRighe } from '#libs/contracts';
import type { RigaLetta, Testata } from '#libs/tracciati';
import type { IdentitaRecord } from '../record/identita-record.js';
import { codificaAccolta, isTradotta } from './codifica-accolta.js';
import { type Lotto, Lottizzatore } from './lotto.js';
import { canonicalText } from './testo-canonico.js';

/** Verdicts on some consecutive righe, ready to be stored. */
export interface GiudiziPronti {
  /** Number of the last riga judged. */
  readonly ultimaRiga: number;
  readonly lotti: readonly Lotto[];
}

/** How the righe of a document are judged, all alike. */
export interface ModoGiudizio {
  /** Righe stored before a restart: read again, not judged again. */
  readonly giaScritte: number;
  /** To cancel an invio, what its righe are is enough: they were judged once, by the rules of that day. */
  readonly soloIdentita: boolean;
  /** Version of INPS's nomenclature that the invio is judged with. */
  readonly nomenclatura: string;
  readonly oggi: string;
  /** Key of the content that holds the code of the prestazione. */
  readonly campoCodice: string;
}

/** Judges righe one after the other and holds the verdicts until they are stored. */
export class Giudizi {
  #ultimaRiga: number;
  #count = 0;
  readonly #lottizzatore = new Lottizzatore();

  constructor(
    private readonly identita: IdentitaRecord,
    private readonly modo: ModoGiudizio,
  ) {
    this.#ultimaRiga = modo.giaScritte;
  }

  /** Righe judged since the last `take`. */
  get count(): number {
    return this.#count;
  }

  /** @param respingi the ente may not be deposited for: every riga is refused, whatever it says */
  judge(riga: RigaLetta, enteErogatore: string, respingi: boolean): void {
    if (riga.numero <= this.modo.giaScritte) return;
    const rilievi = this.modo.soloIdentita ? [] : riga.rilievi;
    this.#ultimaRiga = riga.numero;
    this.#count += 1;
    if (respingi || rilievi.some(({ gravita }) => gravita === 'errore')) this.#lottizzatore.refuse(riga);
    else this.#accept(riga, enteErogatore);
    if (rilievi.length > 0) this.#lottizzatore.note(riga.numero, rilievi);
  }

  /** A record is what its sender wrote: translated anew some day, the same content is no correction. */
  #accept(riga: RigaLetta, enteErogatore: string): void {
    const { modo } = this;
    const ricevuto = canonicalText(riga.contenuto);
    const recordId = this.identita.recordIdOf(enteErogatore, riga.chiave);
    const impronta = this.identita.improntaOf(ricevuto);
    const codifica = codificaAccolta(riga, modo, modo.soloIdentita || riga.annullamento);
    const contenuto =
      isTradotta(codifica) && codifica.inps !== codifica.ricevuto
        ? canonicalText({ ...riga.contenuto, [modo.campoCodice]: codifica.inps })
        : ricevuto;
    this.#lottizzatore.accept(riga, { recordId, impronta, contenuto, codifica });
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
