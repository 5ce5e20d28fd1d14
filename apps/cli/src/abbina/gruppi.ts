/** Records that are one person, put together pair by pair. */
export class Gruppi {
  readonly #primo: Int32Array;

  constructor(record: number) {
    this.#primo = Int32Array.from({ length: record }, (_, at) => at);
  }

  /** Two records are one person, and so is whoever was one of them before. */
  unisci(uno: number, altro: number): void {
    const [first, second] = [this.#radice(uno), this.#radice(altro)];
    this.#primo[Math.max(first, second)] = Math.min(first, second);
  }

  isInsieme(uno: number, altro: number): boolean {
    return this.#radice(uno) === this.#radice(altro);
  }

  /** Those of at least two records, each in order. */
  tutti(): number[][] {
    const gruppi = new Map<number, number[]>();
    for (let record = 0; record < this.#primo.length; record++) {
      const radice = this.#radice(record);
      const gruppo = gruppi.get(radice);
      if (gruppo === undefined) gruppi.set(radice, [record]);
      else gruppo.push(record);
    }
    return [...gruppi.values()].filter((gruppo) => gruppo.length > 1);
  }

  #radice(record: number): number {
    let at = record;
    while (this.#primo[at] !== at) {
      // Halved on the way, so that long chains are walked once.
      this.#primo[at] = this.#primo[this.#primo[at]!]!;
      at = this.#primo[at]!;
    }
    return at;
  }
}
