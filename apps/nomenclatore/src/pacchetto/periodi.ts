import { type Validita, overlaps } from '#libs/riferimenti';

/**
 * Periods of one thing, taken one by one. Those that share no day with any before are kept in their order, so that ten thousand of them
 * are held against each other without looking at each pair: a file of that many would stop the whole process for minutes.
 */
export class Periodi<T extends Validita> {
  readonly #apart: T[] = [];
  readonly #others: T[] = [];

  /** @returns one taken before that shares a day with this one */
  add(period: T): T | undefined {
    const at = this.#placeOf(period.dal);
    const near = [this.#apart[at - 1], this.#apart[at]];
    const found =
      near.find((one) => one !== undefined && overlaps(one, period)) ??
      this.#others.find((one) => overlaps(one, period));
    if (found === undefined) this.#apart.splice(at, 0, period);
    else this.#others.push(period);
    return found;
  }

  /** How many of those apart begin before the day. */
  #placeOf(day: string): number {
    let from = 0;
    let to = this.#apart.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#apart[middle]!.dal < day) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
