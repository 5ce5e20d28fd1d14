import type { Chiavi } from '#libs/abbinamento';
import { type DatiMigliori, datiMigliori } from './dati-migliori.js';
import type { DatiPersona, Scheda } from './dati-persona.js';

/** A person with all of its live schede. */
export interface Persona {
  readonly id: string;
  /** Another person has one of its codes. */
  readonly dubbia: boolean;
  readonly schede: readonly Scheda[];
  /** It was in doubt for a code that nothing said now touches. */
  readonly dubbiaAltrove?: boolean;
}

/**
 * More persons under one key, or of one code, are a key or a code that says nothing by itself: a name that very many have, a code written
 * for anybody. Comparing every riga with all of them would stop the process.
 */
export const MOST_COMPARED = 100;

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

  /** @param affollati groups of codes of more persons than are compared: not all of them are given */
  constructor(
    persone: readonly Persona[],
    private readonly affollati: ReadonlySet<string> = new Set(),
  ) {
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

  /** Whether more persons have a code of the group than can be compared. */
  isAffollato(gruppo: string): boolean {
    return this.affollati.has(gruppo) || (this.#gruppi.get(gruppo)?.size ?? 0) > MOST_COMPARED;
  }

  /** What a scheda says, without the codes that tell nobody from anybody. */
  distintivi({ dati, indici }: Scheda): DatiPersona {
    return { ...dati, codici: dati.codici.filter((_, at) => !this.isAffollato(indici[at]!.gruppo)) };
  }

  /**
   * Persons that have a live scheda for which this holds, among those of some groups of codes; of a group that too many have, among those
   * who sound and are of the year as the scheda says.
   */
  living(gruppi: Iterable<string>, { chiavi }: Scheda, holds: (scheda: Scheda) => boolean): string[] {
    const ids = new Set(Array.from(gruppi, (gruppo) => this.#ofGruppo(gruppo, chiavi.coppiaAnno)).flat());
    return [...ids].filter((id) => this.schede(id).some(holds));
  }

  /** Persons in whom a scheda may be looked for: of one of its keys, or of one of its codes. */
  near({ chiavi, indici }: Scheda): string[] {
    const found = [
      ...chiaviDi(chiavi).map((chiave) => this.#ofChiave(chiave)),
      ...indici.map(({ gruppo }) => this.#ofGruppo(gruppo, undefined)),
    ];
    return [...new Set(found.filter(isFew).flat())].filter((id) => this.schede(id).length > 0).toSorted();
  }

  #ofChiave(chiave: bigint): string[] {
    this.#chiavi ??= this.#indexed();
    return [...(this.#chiavi.get(chiave) ?? [])];
  }

  #ofGruppo(gruppo: string, nome: bigint | undefined): string[] {
    const ids = this.#gruppi.get(gruppo);
    if (ids === undefined) return [];
    if (!this.isAffollato(gruppo)) return [...ids];
    const omonimi = nome === undefined ? [] : this.#ofChiave(nome).filter((id) => ids.has(id));
    return isFew(omonimi) ? omonimi : [];
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

function isFew(ids: readonly string[]): boolean {
  return ids.length <= MOST_COMPARED;
}

function addTo<K>(index: Map<K, Set<string>>, key: K, id: string): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([id]));
  else known.add(id);
}
