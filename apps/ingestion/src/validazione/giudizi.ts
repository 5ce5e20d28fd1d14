import type { RigaLetta } from '#libs/tracciati';
import type { IdentitaRecord } from '../record/identita-record.js';
import { REGOLE_CON_STATO, rilievoConStato } from '../rilievo/regole-con-stato.js';
import { codificaAccolta, isTradotta } from './codifica-accolta.js';
import type { ContestoGiudizio } from './contesto-giudizio.js';
import { Lottizzatore } from './lottizzatore.js';
import type { Accoglienza, Lotto } from './lotto.js';
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
  /** Key of the content that holds the code of the prestazione; undefined of a tracciato that carries none to be read. */
  readonly campoCodice: string | undefined;
}

/** Judges righe one after the other and holds the verdicts until they are stored. */
export class Giudizi {
  #ultimaRiga: number;
  #count = 0;
  readonly #lottizzatore = new Lottizzatore();

  constructor(
    private readonly identita: IdentitaRecord,
    private readonly contesto: Pick<ContestoGiudizio, 'intestazioneOf' | 'ambitoOf'>,
    private readonly modo: ModoGiudizio,
  ) {
    this.#ultimaRiga = modo.giaScritte;
  }

  /** Righe judged since the last `take`. */
  get count(): number {
    return this.#count;
  }

  judge(riga: RigaLetta): void {
    const { numero, mittenza } = riga;
    // Asked of those stored before a restart too: a riga that came before any heading refuses them all, whoever reads it.
    const di = this.contesto.intestazioneOf(mittenza);
    if (numero <= this.modo.giaScritte) return;
    const rilievi = this.modo.soloIdentita ? [] : riga.rilievi;
    // Of the heading of a whole document it is said once, on the invio.
    if (!di.consentito && mittenza !== undefined && !this.modo.soloIdentita) rilievi.push(enteRespinto(riga));
    this.#ultimaRiga = numero;
    this.#count += 1;
    if (!di.consentito || rilievi.some(({ gravita }) => gravita === 'errore')) this.#lottizzatore.refuse(riga, di);
    else this.#lottizzatore.accept(riga, this.#accoglienzaOf(riga, di.enteErogatore), di);
    if (rilievi.length > 0) this.#lottizzatore.note(numero, rilievi);
  }

  take(): GiudiziPronti {
    this.#count = 0;
    return { ultimaRiga: this.#ultimaRiga, lotti: this.#lottizzatore.take() };
  }

  /** A record is what its sender wrote: translated anew some day, the same content is no correction. */
  #accoglienzaOf(riga: RigaLetta, ente: string): Accoglienza {
    const { modo } = this;
    const ricevuto = canonicalText(riga.contenuto);
    const codifica = codificaAccolta(riga, modo, modo.soloIdentita || riga.annullamento);
    const contenuto =
      modo.campoCodice !== undefined && isTradotta(codifica) && codifica.inps !== codifica.ricevuto
        ? canonicalText({ ...riga.contenuto, [modo.campoCodice]: codifica.inps })
        : ricevuto;
    const doppione = modo.soloIdentita ? undefined : this.#doppioneOf(riga, ente);
    return {
      recordId: this.identita.recordIdOf(ente, riga.chiave),
      impronta: this.identita.improntaOf(ricevuto),
      contenuto,
      ...(codifica === undefined ? {} : { codifica }),
      ...(doppione === undefined ? {} : { doppione }),
      ...(riga.provvisoria === true ? { provvisoria: true } : {}),
    };
  }

  /** The code is INPS's where it is known: each ente of an ambito may have a list of its own. */
  #doppioneOf({ chiave, codifica }: RigaLetta, ente: string): string | undefined {
    const giorno = chiave.data === '' ? this.modo.oggi : chiave.data;
    const codice = codifica.esito === 'tradotta' ? codifica.codice : chiave.codicePrestazione;
    return this.identita.doppioneOf(this.contesto.ambitoOf(ente, giorno), chiave, codice);
  }
}

function enteRespinto({ numero, linea, colonna, foglio, mittenza }: RigaLetta) {
  const place = { riga: numero, linea, colonna, ...(foglio === undefined ? {} : { foglio }) };
  const valore = mittenza?.ente;
  const rilievo = rilievoConStato(REGOLE_CON_STATO.enteNonConsentito, place, 'ente_erogatore');
  return valore === undefined ? rilievo : { ...rilievo, valore };
}
