import type { Chiavi } from '#libs/abbinamento';
import { type DatiMigliori, datiMigliori } from './dati-migliori.js';
import type { Scheda } from './dati-persona.js';

/** A person with all of its live schede. */
export interface Persona {
  readonly id: string;
  /** Another person has one of its codes. */
  readonly dubbia: boolean;
  readonly schede: readonly Scheda[];
  /** It was in doubt for a code that nothing said now touches. */
  readonly dubbiaAltrove?: boolean;
}

/** More persons under one key are a key that says nothing: a name that very many have. */
export const MOST_OF_CHIAVE = 100;

/** What a record said before it is judged again, and the person that it was of. */
export interface Precedente {
  readonly id: string;
  readonly scheda: Scheda;
}

/** Schede in memory, by record, by person, and by what finds them: a riga is compared with few persons, not with all. */
export class SchedeNote {
  readonly #persone: Map<string, Map<string, Scheda>>;
  /** The person of each record. */
  readonly #dove = new Map<string, string>();
  /** Persons that have, or had a moment ago, a code of the group. */
  readonly #gruppi = new Map<string, Set<string>>();
  /** Persons that have, or had a moment ago, a scheda with the key. Made when first asked for: most schede are found by code. */
  #chiavi: Map<bigint, Set<string>> | undefined;
  readonly #migliori = new Map<string, DatiMigliori>();

  constructor(persone: readonly Persona[]) {
    this.#persone = new Map(
      persone.map(({ id, schede }) => [id, new Map(schede.map((scheda) => [scheda.recordId, scheda]))]),
    );
    for (const { id, schede } of persone) for (const scheda of schede) this.#index(id, scheda);
  }

  get ids(): Iterable<string> {
    return this.#persone.keys();
  }

  /** The person that a record is of. */
  of(recordId: string): string | undefined {
    return this.#dove.get(recordId);
  }

  schede(id: string): readonly Scheda[] {
    return [...(this.#persone.get(id)?.values() ?? [])];
  }

  /** The best that its schede say, whatever registries of residence know. @throws TypeError for a person without schede */
  migliori(id: string): DatiMigliori {
    const known = this.#migliori.get(id);
    if (known !== undefined) return known;
    const best = datiMigliori(this.schede(id));
    this.#migliori.set(id, best);
    return best;
  }

  put(id: string, scheda: Scheda): void {
    const schede = this.#persone.get(id) ?? new Map<string, Scheda>();
    this.#persone.set(id, schede.set(scheda.recordId, scheda));
    this.#index(id, scheda);
    this.#migliori.delete(id);
  }

  /** @returns what the record said before, and of whom it was */
  take(recordId: string): Precedente | undefined {
    const id = this.#dove.get(recordId);
    if (id === undefined) return undefined;
    const schede = this.#persone.get(id)!;
    const scheda = schede.get(recordId)!;
    schede.delete(recordId);
    this.#dove.delete(recordId);
    this.#migliori.delete(id);
    return { id, scheda };
  }

  /** Persons that have a live scheda for which this holds, among those of some groups of codes. */
  living(gruppi: Iterable<string>, holds: (scheda: Scheda) => boolean): string[] {
    const ids = new Set(Array.from(gruppi, (gruppo) => [...(this.#gruppi.get(gruppo) ?? [])]).flat());
    return [...ids].filter((id) => this.schede(id).some(holds));
  }

  /** Persons in whom a scheda may be looked for: of one of its keys, or of one of its codes. */
  near({ chiavi, indici }: Scheda): string[] {
    this.#chiavi ??= this.#indexed();
    const byChiave = chiaviDi(chiavi)
      .map((chiave) => [...(this.#chiavi!.get(chiave) ?? [])])
      .filter((ids) => ids.length <= MOST_OF_CHIAVE);
    const byCodice = indici.flatMap(({ gruppo }) => [...(this.#gruppi.get(gruppo) ?? [])]);
    return [...new Set([...byChiave.flat(), ...byCodice])].filter((id) => this.schede(id).length > 0).toSorted();
  }

  #index(id: string, { recordId, indici, chiavi }: Scheda): void {
    this.#dove.set(recordId, id);
    for (const { gruppo } of indici) addTo(this.#gruppi, gruppo, id);
    if (this.#chiavi !== undefined) for (const chiave of chiaviDi(chiavi)) addTo(this.#chiavi, chiave, id);
  }

  #indexed(): Map<bigint, Set<string>> {
    const found = new Map<bigint, Set<string>>();
    for (const [id, schede] of this.#persone) {
      for (const { chiavi } of schede.values()) for (const chiave of chiaviDi(chiavi)) addTo(found, chiave, id);
    }
    return found;
  }
}

/** All the keys of a scheda, whatever they are of: two that are equal by chance cost one comparison. */
export function chiaviDi({ cognomeData, nomeData, coppiaAnno, luogoData }: Chiavi): bigint[] {
  return [cognomeData, nomeData, coppiaAnno, luogoData].filter((chiave) => chiave !== undefined);
}

function addTo<K>(index: Map<K, Set<string>>, key: K, id: string): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([id]));
  else known.add(id);
}
