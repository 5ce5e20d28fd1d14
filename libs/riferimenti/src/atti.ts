import { type StatoAdesione, adesioneOn } from './adesione.js';
import type { ContenutoAmbito, ContenutoDelega, ContenutoEnte, OggettoDelega } from './contenuti.js';
import {
  type AttoInVigore,
  type Autorizzazione,
  type ContestoAmbiti,
  type Delega,
  authorizeDeposito,
  holds,
} from './deposito.js';
import { adesioniOf, ambitoOn, delegheByDelegante, delegheByDelegato, successoriOn } from './indici.js';
import { isInForce } from './validita.js';

/** Contents that say who has agreed to what. */
interface ContenutiAtti {
  readonly ente: ReadonlyMap<string, ContenutoEnte>;
  readonly ambito: ReadonlyMap<string, ContenutoAmbito>;
  readonly delega: ReadonlyMap<string, ContenutoDelega>;
}

/** What enti have agreed to by the acts in force on a legal day: joining the region, and leaving to others what is theirs to do. */
export class Atti {
  constructor(private readonly contenuti: ContenutiAtti) {}

  depositoConsentito(mittente: string, erogatore: string, tracciato: string, day: string): Autorizzazione {
    const successori = successoriOn(this.contenuti.ente, erogatore, day);
    if (successori.length > 0) return this.#depositoPerCessato(mittente, successori, tracciato, day);
    for (const id of [mittente, erogatore]) {
      const ente = this.contenuti.ente.get(id);
      if (ente === undefined) return { consentito: false, motivo: 'ente_sconosciuto' };
      if (!isInForce(ente, day)) return { consentito: false, motivo: 'ente_non_in_vigore' };
    }
    const delega = this.#delegaConsentita(mittente, erogatore, tracciato, day);
    if (this.#isRegione(erogatore)) return delega;
    const { inVigore, fuori } = this.#adesione(erogatore, day);
    if (inVigore !== undefined) return delega;
    return {
      consentito: false,
      ...(fuori === undefined ? { motivo: 'nessuna_adesione' } : { motivo: 'adesione_non_in_vigore', atto: fuori }),
      ...(delega.consentito ? { mancaSoloAdesione: true } : {}),
    };
  }

  /**
   * The act by which an ente (internal id) takes part on a legal day: its own, or one signed for the ambito it belongs to that day. The
   * region needs none and has none.
   */
  adesioneOf(ente: string, day: string): AttoInVigore | undefined {
    return this.#adesione(ente, day).inVigore;
  }

  waasConsentito(ente: string, day: string): boolean {
    const successori = successoriOn(this.contenuti.ente, ente, day);
    if (successori.length > 0) return successori.some((uno) => this.waasConsentito(uno, day));
    const found = this.contenuti.ente.get(ente);
    if (found?.tipo === 'regione' && isInForce(found, day)) return true;
    return this.#givenToRegione('waas', ente, day);
  }

  consultazioneConsentita(delegante: string, delegato: string, day: string): boolean {
    const enti = [delegante, delegato].map((id) => this.contenuti.ente.get(id));
    if (enti.some((ente) => ente === undefined || !isInForce(ente, day))) return false;
    return this.#hasGiven(
      delegante,
      day,
      (delega) => delega.oggetto === 'consultazione' && delega.delegato === delegato,
    );
  }

  nominantiOf(steward: string, day: string): string[] {
    const isThere = (id: string): boolean => {
      const ente = this.contenuti.ente.get(id);
      return ente !== undefined && isInForce(ente, day);
    };
    if (!isThere(steward)) return [];
    const contesto = this.#contestoAmbiti();
    const nominanti = (delegheByDelegato(this.contenuti.delega).get(steward) ?? [])
      .filter((delega) => delega.oggetto === 'stewardship' && holds(contesto, delega, day))
      .map(({ delegante }) => delegante);
    return [...new Set(nominanti)].filter(isThere);
  }

  popolazioneConsentita(ente: string, day: string): boolean {
    return this.#givenToRegione('popolazione', ente, day);
  }

  /** Whether an ente in force, that has joined, has given the region something by an act in force. */
  #givenToRegione(oggetto: OggettoDelega, ente: string, day: string): boolean {
    const found = this.contenuti.ente.get(ente);
    if (found === undefined || !isInForce(found, day) || this.adesioneOf(ente, day) === undefined) return false;
    return this.#hasGiven(ente, day, (delega) => delega.oggetto === oggetto && this.#isRegione(delega.delegato));
  }

  /** Whether an act of the ente that is as asked is in force on the day. */
  #hasGiven(ente: string, day: string, asked: (delega: Delega) => boolean): boolean {
    const contesto = this.#contestoAmbiti();
    return (delegheByDelegante(this.contenuti.delega).get(ente) ?? []).some(
      (delega) => asked(delega) && holds(contesto, delega, day),
    );
  }

  #contestoAmbiti(): ContestoAmbiti {
    return { isCapofilaFor: (ambito, delegato, delegante, on) => this.#isCapofilaFor(ambito, delegato, delegante, on) };
  }

  #delegaConsentita(mittente: string, erogatore: string, tracciato: string, day: string): Autorizzazione {
    if (mittente === erogatore) return { consentito: true };
    const contesto = {
      ...this.#contestoAmbiti(),
      received: delegheByDelegato(this.contenuti.delega).get(mittente) ?? [],
      delega: (id: string) => this.#delega(id),
    };
    return authorizeDeposito(contesto, erogatore, tracciato, day);
  }

  /** Who may deposit for an ente may deposit for those that ceased into it, under the same acts: theirs ended with them. */
  #depositoPerCessato(mittente: string, successori: readonly string[], tracciato: string, day: string): Autorizzazione {
    const answers = successori.map((uno) => this.depositoConsentito(mittente, uno, tracciato, day));
    const told = (answer: Autorizzazione): boolean => answer.consentito || answer.mancaSoloAdesione === true;
    return (
      answers.find(({ consentito }) => consentito) ??
      answers.find(told) ?? { consentito: false, motivo: 'ente_non_in_vigore' }
    );
  }

  #adesione(ente: string, day: string): StatoAdesione {
    const { ambito, delega } = this.contenuti;
    return adesioneOn(adesioniOf(delega), ente, ambitoOn(ambito, ente, day), day, (id) => this.#isRegione(id));
  }

  #isRegione(ente: string): boolean {
    return this.contenuti.ente.get(ente)?.tipo === 'regione';
  }

  #delega(id: string): Delega | undefined {
    const contenuto = this.contenuti.delega.get(id);
    return contenuto === undefined ? undefined : { id, ...contenuto };
  }

  #isCapofilaFor(ambito: string, delegato: string, delegante: string, day: string): boolean {
    const found = this.contenuti.ambito.get(ambito);
    if (found === undefined || !isInForce(found, day)) return false;
    const isNamed = (periods: typeof found.capofila, ente: string): boolean =>
      periods.some((period) => period.ente === ente && isInForce(period, day));
    return isNamed(found.capofila, delegato) && isNamed(found.appartenenze, delegante);
  }
}
