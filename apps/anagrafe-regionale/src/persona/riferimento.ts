import type { BlindIndex } from '#libs/security';
import { type Codice, baseDiCodice } from './codice-detto.js';

/** Where a code is found again, without its being written in clear: 16 bytes each, hex. */
export interface IndiciCodice {
  readonly indice: string;
  /** Equal for all the codes that the tax authority may have given instead of one another (omocodia). */
  readonly gruppo: string;
}

/** A message names few hundred codes, each of them several times. */
const MOST_RECENT = 2_000;

/** Everything that is looked up without being written: codes, and the persons of whom the register of accesses speaks. */
export class Riferimento {
  readonly #recent = new Map<string, IndiciCodice>();

  constructor(private readonly index: BlindIndex) {}

  indiciOf(codice: Codice): IndiciCodice {
    const named = `${codice.sistema}:${codice.codice}`;
    const known = this.#recent.get(named);
    if (known !== undefined) return known;
    const indici = {
      indice: this.#of(named, 'anagrafe.codice'),
      gruppo: this.#of(`${codice.sistema}:${baseDiCodice(codice)}`, 'anagrafe.gruppo'),
    };
    if (this.#recent.size >= MOST_RECENT) this.#recent.clear();
    this.#recent.set(named, indici);
    return indici;
  }

  /** All that a scheda says: equal for those that say the same. */
  ofDetto(detto: string): string {
    return this.#of(detto, 'anagrafe.detto');
  }

  /** Who is no more, by one of its codes and what it was called: told only to who says both. */
  ofCessata(indice: string, nome: string): string {
    return this.#of(`${indice}:${nome}`, 'anagrafe.cessata');
  }

  /** The person in the register of accesses: of no use to find it in the registry. */
  ofPersona(personaId: string): string {
    return this.#of(personaId, 'anagrafe.accesso.persona');
  }

  /** The code that was searched for, found or not. */
  ofRicerca({ sistema, codice }: Codice): string {
    return this.#of(`${sistema}:${codice}`, 'anagrafe.accesso.codice');
  }

  /** A famiglia of the registry of a comune: its number says who it is of to anybody who has the registry. */
  ofFamiglia(comune: string, numero: string): string {
    return this.#of(`${comune}:${numero}`, 'anagrafe.famiglia');
  }

  /** The record of somebody in another registry, which may know the same person under several codes: 64 hex digits. */
  ofSoggetto(fonte: string, soggetto: string): string {
    return this.index.wholeOf(`${fonte}:${soggetto}`, 'anagrafe.fonte');
  }

  /** An operator, as other registries are told who asks: only here is it known who that is. */
  ofOperatore(ente: string, operatore: string): string {
    return this.#of(`${ente}:${operatore}`, 'anagrafe.operatore');
  }

  /** What a search by name was made by, in the register of accesses. */
  ofCriteri(criteri: string): string {
    return this.#of(criteri, 'anagrafe.accesso.criteri');
  }

  /** What a steward was shown of a person or of a pair: equal as long as it would be shown the same. 32 hex digits. */
  ofMostrato(mostrato: string): string {
    return this.#of(mostrato, 'anagrafe.riesame');
  }

  /** A value that was tried, or the line along which it was: to count how many, not to know which. */
  ofTentativo(value: string): string {
    return this.#of(value, 'anagrafe.freno');
  }

  #of(value: string, domain: string): string {
    return this.index.of(value, domain).toString('hex');
  }
}
