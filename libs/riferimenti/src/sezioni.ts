import { groupBy } from './group-by.js';

type Sezione<T> = ReadonlyMap<string, T>;

/**
 * Things by id, kept apart by the code system that their id begins with (`REG@2#0`, `LOC:E388|SAD|REG`). Immutable. A change copies
 * the section it is of and no other: a region has 150,000 associazioni in 1,500 sections, and copying all of them, or an index over
 * all, for each approval would hold every riga up for half a second.
 */
export class Sezioni<T> {
  static readonly #nothing: Sezione<never> = new Map<string, never>();

  private constructor(private readonly bySistema: ReadonlyMap<string, Sezione<T>>) {}

  static empty<T>(): Sezioni<T> {
    return new Sezioni<T>(new Map());
  }

  get(id: string): T | undefined {
    return this.bySistema.get(sistemaOf(id))?.get(id);
  }

  /** What begins with a system: the same object for as long as nothing of it changes. */
  of(sistema: string): Sezione<T> {
    return this.bySistema.get(sistema) ?? Sezioni.#nothing;
  }

  get sistemi(): Iterable<string> {
    return this.bySistema.keys();
  }

  /** These things in the place of their former selves; `null` takes one away. */
  with(changes: Iterable<readonly [id: string, thing: T | null]>): Sezioni<T> {
    const bySistema = new Map(this.bySistema);
    for (const [sistema, found] of groupBy(changes, ([id]) => sistemaOf(id))) {
      const section = new Map(this.of(sistema));
      for (const [id, thing] of found) {
        if (thing === null) section.delete(id);
        else section.set(id, thing);
      }
      if (section.size > 0) bySistema.set(sistema, section);
      else bySistema.delete(sistema);
    }
    return new Sezioni(bySistema);
  }
}

/** No code system has either sign in its name. */
function sistemaOf(id: string): string {
  const end = id.search(/[|@]/);
  return end < 0 ? id : id.slice(0, end);
}
