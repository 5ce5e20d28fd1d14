import type { Chiavi } from '#libs/abbinamento';
import { type DatiMigliori, datiMigliori } from './dati-migliori.js';
import type { DatiPersona, Scheda } from './dati-persona.js';
import { SchedeDiPersona } from './detti-diversi.js';

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
  readonly #persone: Map<string, SchedeDiPersona>;
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
    this.#persone = new Map(persone.map(({ id, schede }) => [id, new SchedeDiPersona(schede)]));
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
    return this.#persone.get(id)?.all ?? [];
  }

  /** Of those that say the same the most recent: whatever depends on what is said, and not on how often, is asked of these. */
  diverse(id: string): readonly Scheda[] {
    return this.#persone.get(id)?.diverse ?? [];
  }

  has(id: string): boolean {
    return this.#persone.get(id)?.isEmpty === false;
  }

  /** The best that its schede say, whatever registries of residence know. @throws TypeError for a person without schede */
  migliori(id: string): DatiMigliori {
    const known = this.#migliori.get(id);
    if (known !== undefined) return known;
    const best = datiMigliori(this.diverse(id));
    this.#migliori.set(id, best);
    return best;
  }

  /**
   * How a person is called: by the best that its schede say, and of one that somebody united, whose sources may call it otherwise, by all
   * that they say. What comes later then follows the decision.
   */
  detti(id: string): readonly DatiPersona[] {
    const schede = this.diverse(id);
    if (!schede.some(({ decisa }) => decisa === true)) return [this.migliori(id).dati];
    const named = new Map(schede.map(({ dati }) => [`${dati.cognome} ${dati.nome}`, dati]));
    return [this.migliori(id).dati, ...named.values()];
  }

  put(id: string, scheda: Scheda): void {
    const known = this.#persone.get(id);
    if (known === undefined) this.#persone.set(id, new SchedeDiPersona([scheda]));
    else known.put(scheda);
    this.#index(id, scheda);
    this.#migliori.delete(id);
  }

  /** @returns what the record said before, and of whom it was */
  take(recordId: string): Precedente | undefined {
    const id = this.#dove.get(recordId);
    if (id === undefined) return undefined;
    const scheda = this.#persone.get(id)!.take(recordId)!;
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
  living(gruppi: Iterable<string>, scheda: Scheda, holds: (scheda: Scheda) => boolean): string[] {
    const ids = new Set(Array.from(gruppi, (gruppo) => this.#ofGruppo(gruppo, scheda)).flat());
    return [...ids].filter((id) => this.diverse(id).some(holds));
  }

  /** Persons in whom a scheda may be looked for: of one of its keys, or of one of its codes. */
  near({ chiavi, indici }: Scheda): string[] {
    const found = [
      ...chiaviDi(chiavi).map((chiave) => this.#ofChiave(chiave)),
      ...indici.map(({ gruppo }) => this.#ofGruppo(gruppo)),
    ];
    return [...new Set(found.filter(isFew).flat())].filter((id) => this.has(id)).toSorted();
  }

  #ofChiave(chiave: bigint): string[] {
    this.#chiavi ??= this.#indexed();
    return [...(this.#chiavi.get(chiave) ?? [])];
  }

  /** @param scheda of a group that too many have, only who sounds and is of the year as it says: nobody without one */
  #ofGruppo(gruppo: string, scheda?: Scheda): string[] {
    const ids = this.#gruppi.get(gruppo);
    if (ids === undefined) return [];
    if (!this.isAffollato(gruppo)) return [...ids];
    const nome = scheda?.chiavi.coppiaAnno;
    const omonimi = nome === undefined ? [] : this.#ofChiave(nome).filter((id) => ids.has(id));
    return isFew(omonimi) ? omonimi : [];
  }

  #index(id: string, scheda: Scheda): void {
    this.#dove.set(scheda.recordId, id);
    for (const { gruppo } of scheda.indici) addTo(this.#gruppi, gruppo, id);
    if (this.#chiavi !== undefined) for (const chiave of chiaviDi(scheda.chiavi)) addTo(this.#chiavi, chiave, id);
  }

  #indexed(): Map<bigint, Set<string>> {
    const found = new Map<bigint, Set<string>>();
    for (const [id, schede] of this.#persone) {
      for (const { chiavi } of schede.diverse) for (const chiave of chiaviDi(chiavi)) addTo(found, chiave, id);
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
