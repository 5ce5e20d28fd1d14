/** Digits of a group that are kept: among ten million two are taken for one once in hundreds of loads. */
const CIFRE = 13;

/** Groups of codes met so far, in eight bytes each: ten million of them as texts would be a gigabyte. */
export class Esclusi {
  readonly #places: Float64Array;

  constructor(quanti: number) {
    this.#places = new Float64Array(2 ** Math.ceil(Math.log2(quanti * 2 + 2)));
  }

  /** Notes the group. @param gruppo hex @returns whether it was met before */
  isTaken(gruppo: string): boolean {
    const value = Number.parseInt(gruppo.slice(0, CIFRE), 16) + 1;
    const mask = this.#places.length - 1;
    for (let at = Number.parseInt(gruppo.slice(-8), 16) & mask; ; at = (at + 1) & mask) {
      if (this.#places[at] === value) return true;
      if (this.#places[at] === 0) {
        this.#places[at] = value;
        return false;
      }
    }
  }
}
