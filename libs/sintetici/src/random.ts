/**
 * Numbers that look random and are wholly decided by the seed, the same on every machine (integer arithmetic only). Not for secrets.
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), seeded by FNV-1a of the seed's text.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string | number) {
    const text = String(seed);
    [this.#a, this.#b, this.#c] = [hash(text, 0x811c9dc5), hash(text, 0x9e3779b9), hash(text, 0x85ebca6b)];
    for (let round = 0; round < 12; round++) this.next();
  }

  /** An integer from 0 to 2³² − 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** An integer from 0 to `count` − 1. */
  below(count: number): number {
    return Math.floor((this.next() / 4_294_967_296) * count);
  }

  /** An integer, both ends included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** True about `permille` times of a thousand. */
  chance(permille: number): boolean {
    return this.below(1000) < permille;
  }

  /** @throws RangeError on an empty list */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[this.below(list.length)]!;
  }

  /** This many digits, the first of them possibly 0. */
  digits(count: number): string {
    let text = '';
    for (let index = 0; index < count; index++) text += this.below(10);
    return text;
  }
}

function hash(text: string, basis: number): number {
  let value = basis | 0;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value ^ (value >>> 15);
}
