import type { BlindIndex } from '#libs/security';
import { type Codice, baseDiCodice } from './codice-detto.js';

/** Where a code is found again, without its being written in clear: 16 bytes each, hex. */
export interface IndiciCodice {
  readonly indice: string;
  /** Equal for all the codes that the tax authority may have given instead of one another (omocodia). */
  readonly gruppo: string;
}

/** Everything that is looked up without being written: codes, and the persons of whom the register of accesses speaks. */
export class Riferimento {
  constructor(private readonly index: BlindIndex) {}

  indiciOf(codice: Codice): IndiciCodice {
    return {
      indice: this.#of(`${codice.sistema}:${codice.codice}`, 'anagrafe.codice'),
      gruppo: this.#of(`${codice.sistema}:${baseDiCodice(codice)}`, 'anagrafe.gruppo'),
    };
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

  /** What a search by name was made by, in the register of accesses. */
  ofCriteri(criteri: string): string {
    return this.#of(criteri, 'anagrafe.accesso.criteri');
  }

  /** A value that was tried, or the line along which it was: to count how many, not to know which. */
  ofTentativo(value: string): string {
    return this.#of(value, 'anagrafe.freno');
  }

  #of(value: string, domain: string): string {
    return this.index.of(value, domain).toString('hex');
  }
}
