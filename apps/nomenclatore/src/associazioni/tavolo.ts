import { chiaveAssociazione } from '#libs/riferimenti';
import { type Associazione, type Cambiamento, byChiave } from './associazione.js';

/** Associations as they become while many are decided together, each in sight of those before; written down once, at the end. */
export class Tavolo {
  readonly #byId: Map<string, Associazione>;
  readonly #byChiave: Map<string, Associazione[]>;
  readonly #cambiamenti: Cambiamento[] = [];

  /** @param associazioni all those of every code that may be touched, whatever their state */
  constructor(associazioni: readonly Associazione[]) {
    this.#byId = new Map(associazioni.map((one) => [one.id, one]));
    this.#byChiave = byChiave(associazioni);
  }

  get(id: string): Associazione | undefined {
    return this.#byId.get(id);
  }

  /** As they are now. */
  all(): Associazione[] {
    return [...this.#byId.values()];
  }

  /** Those of one code toward one system. */
  ofChiave(chiave: string): readonly Associazione[] {
    return this.#byChiave.get(chiave) ?? [];
  }

  apply(cambiamenti: readonly Cambiamento[]): void {
    for (const { dopo } of cambiamenti) {
      this.#byId.set(dopo.id, dopo);
      const chiave = chiaveAssociazione(dopo);
      this.#byChiave.set(chiave, [...this.ofChiave(chiave).filter(({ id }) => id !== dopo.id), dopo]);
    }
    this.#cambiamenti.push(...cambiamenti);
  }

  /** Every step, in its order. */
  get cambiamenti(): readonly Cambiamento[] {
    return this.#cambiamenti;
  }
}
