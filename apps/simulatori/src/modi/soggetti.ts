/** A person of a simulated registry. Places in ISTAT codes: six digits of a comune, three of a state. */
export interface Soggetto {
  readonly codice_fiscale: string;
  /** Others by which it is found too. */
  readonly codici_precedenti?: readonly string[];
  /** Under which the registry itself knows it. */
  readonly id: string;
  readonly cognome: string;
  readonly nome: string;
  readonly sesso: 'M' | 'F';
  readonly data_nascita: string;
  readonly luogo_nascita: string;
  readonly cittadinanze: readonly string[];
  readonly residenza?: { readonly luogo: string; readonly dal?: string; readonly via: string; readonly civico: string };
  readonly deceduto?: { readonly il: string };
}

/** Who is in a simulated registry: in memory, as whoever leads it told. */
export class Soggetti {
  readonly #byId = new Map<string, Soggetto>();

  put(soggetti: readonly Soggetto[]): void {
    for (const soggetto of soggetti) this.#byId.set(soggetto.id, soggetto);
  }

  byId(id: string): Soggetto | undefined {
    return this.#byId.get(id);
  }

  byCodice(codice: string): Soggetto | undefined {
    const all = [...this.#byId.values()];
    return (
      all.find(({ codice_fiscale: suo }) => suo === codice) ??
      all.find(({ codici_precedenti: suoi = [] }) => suoi.includes(codice))
    );
  }
}
