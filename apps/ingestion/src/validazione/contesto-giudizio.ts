import { Injectable } from '@nestjs/common';
import { legalDayOf } from '#libs/persistence';
import { Riferimenti, type Vista } from '#libs/riferimenti';
import type { ContestoRegole, Mittenza, Nomenclatura, Testata, Tracciato } from '#libs/tracciati';
import { type IntestazioneGiudicata, testataOf, testataOfEnte } from './intestazione.js';
import type { Lavoro } from './lavori.js';

/** Whose document is judged, and as of when. */
export type Giudicando = Pick<Lavoro, 'genere' | 'enteMittente' | 'depositante' | 'enteErogatore' | 'ricevutoIl'>;

/**
 * What righe are judged with: the registries as they are when a reading begins, the same from its first riga to its last. Today is the
 * day of the deposit, so that a reading that goes on after midnight judges as it did before.
 */
export interface ContestoGiudizio {
  readonly regole: ContestoRegole;
  /** Names the registries: a reading that goes on with others would judge equal righe differently. */
  readonly registri: number;
  /** Who answers for a riga: what it says itself, else the heading of its document. The same object for the same answer. */
  intestazioneOf(mittenza: Mittenza | undefined): IntestazioneGiudicata;
  /** Righe were judged that no heading had come before, and that said nothing of their own. */
  readonly senzaTestata: boolean;
  /** Where a prestazione of an ente may not be twice: its ambito on the day, else the ente. */
  ambitoOf(ente: string, giorno: string): string;
}

/** The registries are not here yet: the job waits. */
export class RiferimentiMancanti extends Error {
  override readonly name = 'RiferimentiMancanti';
}

@Injectable()
export class ContestiGiudizio {
  constructor(private readonly riferimenti: Riferimenti) {}

  /**
   * @param testata the heading, as far as it has been read: it says whose local codes the righe use
   * @throws RiferimentiMancanti
   */
  contestoFor(giudicando: Giudicando, tracciato: Tracciato, testata: () => Testata | undefined): ContestoGiudizio {
    const { vista, movimento: registri } = this.riferimenti;
    // The day of the deposit, not of the judgement: a delega that ended while the invio waited was in force when it was used.
    const day = legalDayOf(giudicando.ricevutoIl);
    const { nomenclatura: sistema } = tracciato;
    const nomenclatura = sistema === undefined ? SENZA_NOMENCLATURA : vista.nomenclatura(sistema, day);
    if (!this.riferimenti.ready || nomenclatura === undefined) throw new RiferimentiMancanti();
    const erogatori = new Erogatori(vista, giudicando, tracciato.codice, day, testata);
    const codifica = (codice: string, giorno: string, ente?: string) =>
      vista.codifica(erogatori.enteOf(ente), codice, giorno);
    const ultimoGiornoEnte = (ente?: string) => erogatori.ultimoGiornoOf(ente);
    const catastaleEnte = (ente?: string) => erogatori.catastaleOf(ente);
    const regole = { territorio: vista.territorio, nomenclatura, codifica, ultimoGiornoEnte, catastaleEnte, oggi: day };
    return {
      regole,
      registri,
      intestazioneOf: (mittenza) => erogatori.intestazioneOf(mittenza),
      ambitoOf: (ente, giorno) => erogatori.ambitoOf(ente, giorno),
      get senzaTestata() {
        return erogatori.senzaTestata;
      },
    };
  }
}

/** Of a tracciato that carries no prestazioni: it waits for no list of them. */
const SENZA_NOMENCLATURA: Nomenclatura = { versione: '', voceInVigore: () => undefined };

/** An ente a riga is of, and whether its depositor may deposit for it. */
interface Erogatore {
  readonly ente: string;
  readonly consentito: boolean;
}

/** Answers kept: a document says whatever it likes, and must not fill the memory. */
const RISPOSTE_TENUTE = 10_000;

/** The enti that a document names, each looked up once. */
class Erogatori {
  readonly #erogatori = new Map<string, Erogatore>();
  readonly #intestazioni = new Map<string, IntestazioneGiudicata>();
  readonly #ambiti = new Map<string, string>();
  #delDocumento: IntestazioneGiudicata | undefined;
  senzaTestata = false;

  constructor(
    private readonly vista: Vista,
    private readonly giudicando: Giudicando,
    private readonly tracciato: string,
    private readonly day: string,
    private readonly testata: () => Testata | undefined,
  ) {}

  /** @param codice as a riga says it; undefined: the ente of the document, which without a heading is that of the invio */
  enteOf(codice: string | undefined): string {
    if (codice !== undefined) return this.#erogatoreOf(codice).ente;
    return this.#ofDocumento()?.enteErogatore ?? this.giudicando.enteMittente;
  }

  ultimoGiornoOf(codice: string | undefined): string | undefined {
    return this.vista.ente(this.enteOf(codice))?.al ?? undefined;
  }

  catastaleOf(codice: string | undefined): string | undefined {
    const ente = this.vista.ente(this.enteOf(codice));
    return ente?.tipo === 'comune' ? testataOfEnte(ente, '', this.day).enteIndirizzo : undefined;
  }

  intestazioneOf(mittenza: Mittenza | undefined): IntestazioneGiudicata {
    const ofDocumento = mittenza === undefined ? this.#ofDocumento() : undefined;
    if (ofDocumento !== undefined) return ofDocumento;
    if (mittenza === undefined) this.senzaTestata = true;
    const { ente: codice, codiceFiscaleOperatore = '' } = mittenza ?? {};
    return remember(this.#intestazioni, `${codice ?? ''}\0${codiceFiscaleOperatore}`, () => {
      const { ente, consentito } = this.#erogatoreOf(codice ?? this.giudicando.enteMittente);
      const known = this.vista.ente(ente);
      const testata =
        known === undefined ? testataOf(undefined) : testataOfEnte(known, codiceFiscaleOperatore, this.day);
      return { enteErogatore: ente, consentito, testata };
    });
  }

  ambitoOf(ente: string, giorno: string): string {
    return remember(this.#ambiti, `${ente} ${giorno}`, () => this.vista.ambitoServitoDa(ente, giorno)?.id ?? ente);
  }

  #erogatoreOf(codice: string): Erogatore {
    return remember(this.#erogatori, codice, () => this.#find(codice));
  }

  /** Asked at every riga, and the same from the first on. */
  #ofDocumento(): IntestazioneGiudicata | undefined {
    if (this.#delDocumento !== undefined) return this.#delDocumento;
    const testata = this.testata();
    if (testata === undefined) return undefined;
    const { ente, consentito } = this.#ofTestata(testata.enteCodice);
    return (this.#delDocumento = { enteErogatore: ente, consentito, testata: testataOf(testata) });
  }

  #ofTestata(codice: string): Erogatore {
    const { genere, enteErogatore, enteMittente } = this.giudicando;
    // A cancellation finds again the records that the validation made.
    if (genere === 'annullamento') return { ente: enteErogatore ?? enteMittente, consentito: true };
    return this.#find(codice);
  }

  /** Of nobody known, and of who has given the depositor no act, the righe are left to the sender to see. */
  #find(codice: string): Erogatore {
    const { genere, enteMittente, depositante } = this.giudicando;
    const found = codice === enteMittente ? { id: enteMittente } : this.vista.erogatoreByCodice(codice, this.day);
    if (found === undefined) return { ente: enteMittente, consentito: false };
    // What a riga made is found by its own id: whether it might be made today does not matter.
    if (found.id === enteMittente || genere === 'annullamento') return { ente: found.id, consentito: true };
    const { consentito } = this.vista.atti.depositoConsentito(depositante, found.id, this.tracciato, this.day);
    return { ente: consentito ? found.id : enteMittente, consentito };
  }
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= RISPOSTE_TENUTE) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}
