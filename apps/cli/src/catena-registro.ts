import { EMPTY_FRONTIER, type Frontier, type TestaFirmata, appendLeaves, frontierRoot } from '#libs/security';
import type { Firme } from './firme.js';
import { inParole } from './accordo-teste.js';

/** Hashed at once: the copy of a register of years goes through in flat memory. */
const FOGLIE_PER_VOLTA = 1000;

interface Guasti {
  readonly foglie: string[];
  readonly radici: string[];
  readonly firme: string[];
  readonly catena: string[];
}

/** A kept register, followed from its first leaf to its last head: everything that a head says is made again. */
export class CatenaRegistro {
  readonly faults: Guasti = { foglie: [], radici: [], firme: [], catena: [] };
  /** Which register the heads say they are of. */
  registro: string | undefined;
  readonly #roots = new Map<number, string | undefined>();
  readonly #leaves = new Map<number, string | undefined>();
  #frontier: Frontier = EMPTY_FRONTIER;

  /**
   * @param teste heads kept elsewhere, whose roots are asked for later
   * @param indici of leaves that are asked for later
   */
  constructor(teste: readonly TestaFirmata[], indici: readonly number[]) {
    for (const { dimensione } of teste) this.#roots.set(dimensione, undefined);
    for (const indice of indici) this.#leaves.set(indice, undefined);
  }

  /** The root of the first leaves; undefined when there are not as many. Only of sizes that were named. */
  rootAt(dimensione: number): string | undefined {
    return this.#roots.get(dimensione);
  }

  /** The hash of a leaf; undefined when there is none. Only of places that were named. */
  leafAt(indice: number): string | undefined {
    return this.#leaves.get(indice);
  }

  async follow(
    foglie: AsyncGenerator<string>,
    teste: AsyncGenerator<TestaFirmata>,
    firme: Firme,
  ): Promise<{ readonly teste: number; readonly foglie: number }> {
    const named = [...this.#roots.keys()].toSorted((one, other) => one - other);
    let ultima: TestaFirmata | undefined;
    let count = 0;
    for await (const testa of teste) {
      count += 1;
      this.registro ??= testa.registro;
      this.#linked(testa, ultima);
      if (!(await firme.isOfTesta(testa))) this.faults.firme.push(`la firma non è quella: ${inParole(testa)}`);
      for (; named[0] !== undefined && named[0] < testa.dimensione; named.shift()) await this.#reach(named[0], foglie);
      await this.#reach(testa.dimensione, foglie);
      if (this.#rootOf(testa.dimensione) !== testa.radice)
        this.faults.radici.push(`le foglie NON hanno la radice che dice ${inParole(testa)}`);
      ultima = testa;
    }
    const missing = (ultima?.dimensione ?? 0) - this.#frontier.size;
    if (missing > 0) this.faults.foglie.push(`ne mancano ${missing}`);
    await this.#end(foglie, named);
    return { teste: count, foglie: this.#frontier.size };
  }

  /** Leaves beyond the last head are under none: nobody signed for them. */
  async #end(foglie: AsyncGenerator<string>, named: readonly number[]): Promise<void> {
    const signed = this.#frontier.size;
    for (const dimensione of named) await this.#reach(dimensione, foglie);
    await this.#reach(Infinity, foglie);
    const more = this.#frontier.size - signed;
    if (more > 0) this.faults.foglie.push(`le ultime ${more} NON sono sotto alcuna testa`);
  }

  #linked(testa: TestaFirmata, ultima: TestaFirmata | undefined): void {
    const { precedente, registro, dimensione } = testa;
    const bene =
      registro === this.registro &&
      (ultima === undefined
        ? precedente === null
        : precedente?.dimensione === ultima.dimensione &&
          precedente.radice === ultima.radice &&
          dimensione > ultima.dimensione);
    if (!bene) this.faults.catena.push(`${inParole(testa)} NON viene dopo quella prima di lei`);
  }

  async #reach(dimensione: number, foglie: AsyncGenerator<string>): Promise<void> {
    while (this.#frontier.size < dimensione) {
      const some: Buffer[] = [];
      const wanted = Math.min(FOGLIE_PER_VOLTA, dimensione - this.#frontier.size);
      while (some.length < wanted) {
        const next = await foglie.next();
        if (next.done === true) break;
        const at = this.#frontier.size + some.length;
        if (this.#leaves.has(at)) this.#leaves.set(at, next.value);
        some.push(Buffer.from(next.value, 'hex'));
      }
      if (some.length === 0) break;
      this.#frontier = appendLeaves(this.#frontier, some).frontier;
    }
    if (this.#roots.has(this.#frontier.size)) this.#roots.set(this.#frontier.size, this.#rootOf(this.#frontier.size));
  }

  #rootOf(dimensione: number): string | undefined {
    return this.#frontier.size === dimensione && dimensione > 0
      ? frontierRoot(this.#frontier).toString('hex')
      : undefined;
  }
}
